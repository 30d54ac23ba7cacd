/**
 * Kills a training program again and again, and compares what it computes in the end with a training
 * that was left alone: docs/reliability.md.
 *
 * <p>Rule of this room: the program that is killed saves and resumes as a user would, with nothing
 * that knows of the kills; all measuring is done from outside.
 */
package io.github.dl4jdoping.examples.faults;
