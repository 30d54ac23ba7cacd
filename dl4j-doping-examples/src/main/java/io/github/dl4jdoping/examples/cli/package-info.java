/**
 * The command line {@code dl4j-doping}: compresses trained networks, makes deployed models of them,
 * says what is in them and how fast they are.
 *
 * <p>Rule of this room: a command reads files, calls the library and prints. What goes wrong is told in
 * one message and an exit code, without a stack trace unless one is asked for.
 */
package io.github.dl4jdoping.examples.cli;
