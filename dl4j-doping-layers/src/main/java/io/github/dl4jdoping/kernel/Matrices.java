package io.github.dl4jdoping.kernel;

/** Checks and pads matrices, so that kernels need not. */
final class Matrices {

  private Matrices() {}

  /**
   * A matrix, or several below each other, with rows padded with zeros; the array itself if they
   * need no padding.
   *
   * @param name what to call it in a message
   * @param array row-major, without padding
   * @param stride length of a padded row
   * @param shape its shape, rows last but one
   * @throws IllegalArgumentException if the array does not have that shape
   */
  static float[] padded(String name, float[] array, int stride, int... shape) {
    check(name, array, shape);
    int columns = shape[shape.length - 1];
    if (columns == stride) {
      return array;
    }
    int rows = array.length / columns;
    float[] padded = new float[rows * stride];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(array, i * columns, padded, i * stride, columns);
    }
    return padded;
  }

  /**
   * The inverse of {@link #padded}.
   *
   * @param padded row-major, with padding
   * @param stride length of a padded row
   * @param columns length of a row
   * @return a new array without padding
   */
  static float[] unpadded(float[] padded, int stride, int columns) {
    int rows = padded.length / stride;
    float[] array = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(padded, i * stride, array, i * columns, columns);
    }
    return array;
  }

  /** An array of at least some length: the given one if it is long enough. */
  static float[] atLeast(float[] array, int length) {
    return array.length >= length ? array : new float[length];
  }

  /**
   * Refuses an array that does not have one entry for each entry of a matrix.
   *
   * @throws IllegalArgumentException if it has not
   */
  static void check(String name, float[] array, int... shape) {
    long size = 1;
    for (int side : shape) {
      if (side < 1) {
        throw wrong(name, array, shape);
      }
      size = Math.multiplyExact(size, side);
    }
    if (size != array.length) {
      throw wrong(name, array, shape);
    }
  }

  private static IllegalArgumentException wrong(String name, float[] array, int... shape) {
    return new IllegalArgumentException(
        name
            + " "
            + java.util.Arrays.toString(shape)
            + " needs sides of at least 1 and as many values as their product; got "
            + array.length
            + " values.");
  }
}
