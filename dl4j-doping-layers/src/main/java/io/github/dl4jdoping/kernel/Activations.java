package io.github.dl4jdoping.kernel;

/**
 * Hyperbolic tangent and logistic sigmoid in single precision, in place on a stretch of an array.
 *
 * <p>{@link RationalTanh} without tables and branches, so that the loops vectorise on every JDK. Largest
 * error, absolute and relative: 4e-7 for tanh, absolute 4e-7 for the sigmoid. NaN stays NaN.
 */
public final class Activations {

  private Activations() {}

  /**
   * Replaces each value by its hyperbolic tangent.
   *
   * @param values the array
   * @param from first index
   * @param length number of values
   */
  public static void tanh(float[] values, int from, int length) {
    for (int i = from; i < from + length; i++) {
      values[i] = RationalTanh.tanh(values[i]);
    }
  }

  /**
   * Writes the hyperbolic tangents of one stretch into another array.
   *
   * @param source the values
   * @param sourceFrom first index read
   * @param target receives the results; not the same array
   * @param targetFrom first index written
   * @param length number of values
   */
  public static void tanh(
      float[] source, int sourceFrom, float[] target, int targetFrom, int length) {
    for (int i = 0; i < length; i++) {
      target[targetFrom + i] = RationalTanh.tanh(source[sourceFrom + i]);
    }
  }

  /**
   * Replaces each value x by {@code 1 / (1 + exp(-x)) = (1 + tanh(x / 2)) / 2}.
   *
   * @param values the array
   * @param from first index
   * @param length number of values
   */
  public static void sigmoid(float[] values, int from, int length) {
    for (int i = from; i < from + length; i++) {
      values[i] = RationalTanh.sigmoid(values[i]);
    }
  }
}
