package io.github.dl4jdoping.examples.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Compares fresh contenders with the reference before they are timed. */
final class Agreement {

  private static final int STEPS = 4;

  private final Shape shape;
  private final int steps;
  private final float[][] in;
  private final int[] streams;
  private final double[][][] expected;

  /**
   * Computes what contenders have to answer, for the first and the last stream.
   *
   * @param network what the contenders run
   * @param shape of the network and its input
   * @param steps number of time steps in a call
   */
  Agreement(List<DenseLstm> network, Shape shape, int steps) {
    this.shape = shape;
    this.steps = steps;
    in = new float[Math.max(1, STEPS / steps)][];
    for (int call = 0; call < in.length; call++) {
      in[call] = Inputs.random(steps * shape.width(), call);
    }
    streams = IntStream.of(0, shape.batch() - 1).distinct().toArray();
    expected = new double[streams.length][][];
    for (int i = 0; i < streams.length; i++) {
      expected[i] = outputs(new ReferenceLstm(network), streams[i]);
    }
  }

  private double[][] outputs(ReferenceLstm reference, int stream) {
    double[][] outputs = new double[in.length * steps][];
    for (int step = 0; step < outputs.length; step++) {
      outputs[step] = reference.step(row(in, step, stream));
    }
    return outputs;
  }

  private double[] row(float[][] calls, int step, int stream) {
    float[] call = calls[step / steps];
    int offset = step % steps * shape.width() + stream * shape.units();
    return IntStream.range(0, shape.units()).mapToDouble(i -> call[offset + i]).toArray();
  }

  /**
   * Runs a few steps and compares the outputs.
   *
   * @param name for the message
   * @param contender in state zero
   * @param tolerance largest difference that is no error
   * @return the largest difference
   * @throws IllegalStateException if it is above the tolerance, or not a number
   */
  double require(String name, Contender contender, double tolerance) {
    float[][] out = new float[in.length][steps * shape.width()];
    for (int call = 0; call < in.length; call++) {
      contender.run(in[call], out[call]);
    }
    double largest = 0;
    for (int i = 0; i < streams.length; i++) {
      for (int step = 0; step < expected[i].length; step++) {
        largest = largest(largest, expected[i][step], row(out, step, streams[i]));
      }
    }
    if (!(largest <= tolerance)) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%s computes something else for %s: outputs differ from the reference by %.2g,"
                  + " and at most %.2g is rounding.",
              name,
              shape,
              largest,
              tolerance));
    }
    return largest;
  }

  /** NaN if a difference is. */
  private static double largest(double before, double[] expected, double[] actual) {
    double largest = before;
    for (int j = 0; j < expected.length; j++) {
      largest = Math.max(largest, Math.abs(actual[j] - expected[j]));
    }
    return largest;
  }
}
