/**
 * The speed of one LSTM step: stock DL4J, ONNX Runtime and this library's deployed models, side by
 * side in fresh JVMs.
 *
 * <p>Rules of this room: nobody is timed before the results agree with {@link
 * io.github.dl4jdoping.examples.bench.ReferenceLstm}, and all that are compared run in the same
 * process, in turn. What needs ONNX Runtime's jar lives in a source folder of its own that only the
 * Maven profile {@code bench} compiles.
 */
package io.github.dl4jdoping.examples.bench;
