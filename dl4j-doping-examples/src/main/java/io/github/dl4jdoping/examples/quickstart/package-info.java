/**
 * The quickstart: trains a dense, a Kronecker and a doped Kronecker LSTM on a task that needs
 * memory, prints a table and writes an HTML report.
 *
 * <p>Rule of this room: it uses the library as its users do, through {@code conf}, {@code structure}
 * and {@code training}, and the {@code report} package for output.
 */
package io.github.dl4jdoping.examples.quickstart;
