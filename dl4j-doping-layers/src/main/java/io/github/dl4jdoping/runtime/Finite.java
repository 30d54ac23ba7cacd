package io.github.dl4jdoping.runtime;

/** Keeps NaN and infinity out of the state of a session, where they would stay. */
final class Finite {

  private Finite() {}

  /**
   * Checks inputs at the price of reading them.
   *
   * @throws IllegalArgumentException naming the first value that is not finite
   */
  static void check(float[] in) {
    if (!areFinite(in)) {
      int bad = Checks.firstNotFinite(in);
      throw new IllegalArgumentException(
          "Inputs must be finite; value " + bad + " is " + in[bad] + ".");
    }
  }

  /** Times 0, finite values are 0 and others NaN. Four sums, for a single one would wait. */
  private static boolean areFinite(float[] in) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 4 <= in.length; i += 4) {
      s0 += 0 * in[i];
      s1 += 0 * in[i + 1];
      s2 += 0 * in[i + 2];
      s3 += 0 * in[i + 3];
    }
    for (; i < in.length; i++) {
      s0 += 0 * in[i];
    }
    return (s0 + s1) + (s2 + s3) == 0;
  }
}
