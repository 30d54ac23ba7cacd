package io.github.dl4jdoping.examples.bench;

import java.util.SplittableRandom;

/** Inputs to feed networks with. */
final class Inputs {

  private Inputs() {}

  /**
   * Uniform random values.
   *
   * @param length how many
   * @param seed of the values
   * @return values between -1 and 1
   */
  static float[] random(int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return values;
  }
}
