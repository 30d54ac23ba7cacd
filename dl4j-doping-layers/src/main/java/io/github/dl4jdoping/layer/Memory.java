package io.github.dl4jdoping.layer;

/** An array that is used again and again, and replaced by a longer one when that is needed. */
final class Memory {

  private float[] values = new float[0];

  /**
   * The array.
   *
   * @param length number of values that are needed
   * @return at least so many values, whatever they were
   */
  float[] atLeast(int length) {
    if (values.length < length) {
      values = new float[length];
    }
    return values;
  }
}
