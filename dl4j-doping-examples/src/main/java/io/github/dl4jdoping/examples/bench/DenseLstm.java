package io.github.dl4jdoping.examples.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The dense weights of one LSTM layer. Both matrices are stored output by output, as DL4J's and
 * ONNX's are; the outputs are in DL4J's order: candidate, forget, output and input gate.
 *
 * @param inputs number of inputs, nIn
 * @param units number of units, H
 * @param input the matrix W [nIn, 4H], column after column
 * @param recurrent the matrix R [H, 4H], column after column
 * @param bias the bias [4H]
 */
@SuppressWarnings("ArrayRecordComponent")
record DenseLstm(int inputs, int units, float[] input, float[] recurrent, float[] bias) {

  DenseLstm {
    requireLength("W", input, 4L * units * inputs);
    requireLength("R", recurrent, 4L * units * units);
    requireLength("b", bias, 4L * units);
  }

  private static void requireLength(String name, float[] values, long length) {
    if (values.length != length) {
      throw new IllegalArgumentException(
          name + " needs " + length + " values; got " + values.length + ".");
    }
  }

  /**
   * Stacked layers of equal size with uniform weights of variance 1/n: pre-activations of order 1,
   * and no outliers that would make the peers' 8-bit weights coarse.
   *
   * @param units n, the number of inputs and of units
   * @param layers number of layers
   * @param seed of the weights
   * @return the layers, first to last
   */
  static List<DenseLstm> random(int units, int layers, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<DenseLstm> network = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      network.add(
          new DenseLstm(
              units,
              units,
              uniform(random, 4 * units * units, Math.sqrt(3.0 / units)),
              uniform(random, 4 * units * units, Math.sqrt(3.0 / units)),
              uniform(random, 4 * units, 0.1)));
    }
    return network;
  }

  private static float[] uniform(SplittableRandom random, int length, double range) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (range * (2 * random.nextDouble() - 1));
    }
    return values;
  }
}
