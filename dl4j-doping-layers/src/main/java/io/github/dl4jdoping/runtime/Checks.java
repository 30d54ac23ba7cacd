package io.github.dl4jdoping.runtime;

import java.util.Arrays;

/** Checks what models are made of, once, so that running them need not. */
final class Checks {

  private Checks() {}

  /**
   * A copy of an array that must have one finite value for each entry of a matrix.
   *
   * @throws IllegalArgumentException if it has not
   */
  static float[] values(String name, float[] values, long... shape) {
    if (values.length != size(name, shape)) {
      throw new IllegalArgumentException(
          name
              + " "
              + Arrays.toString(shape)
              + " needs as many values as the product of its sides; got "
              + values.length
              + ".");
    }
    int bad = firstNotFinite(values);
    if (bad >= 0) {
      throw new IllegalArgumentException(
          name + " must be finite; value " + bad + " is " + values[bad] + ".");
    }
    return values.clone();
  }

  /** The same for an array that may also be empty. */
  static float[] optional(String name, float[] values, long... shape) {
    return values.length == 0 ? values : values(name, values, shape);
  }

  /** The index of the first value that is NaN or infinite, or -1. */
  static int firstNotFinite(float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The number of entries of a matrix.
   *
   * @throws IllegalArgumentException if a side is less than 1 or the number does not fit an int
   */
  static int size(String name, long... shape) {
    long size = 1;
    for (long side : shape) {
      if (side < 1 || side > Integer.MAX_VALUE || size * side > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            name
                + " "
                + Arrays.toString(shape)
                + " needs sides of at least 1 and at most 2^31 - 1 entries.");
      }
      size *= side;
    }
    return (int) size;
  }
}
