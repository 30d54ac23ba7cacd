package io.github.dl4jdoping.kernel;

/** Checks, pads and transposes matrices, so that kernels need not. */
final class Matrices {

  /** Side of the tiles that are transposed: a cache line of floats. */
  private static final int TILE = 16;

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

  /** The transposes of matrices {@code [rows, columns]} that lie one after the other. */
  static float[] transposed(float[] matrices, int rows, int columns) {
    float[] transposed = new float[matrices.length];
    for (int k = 0; k < matrices.length; k += rows * columns) {
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          transposed[k + j * rows + i] = matrices[k + i * columns + j];
        }
      }
    }
    return transposed;
  }

  /**
   * Transposes a matrix, in tiles whose cache lines stay at hand.
   *
   * @param rows of the matrix
   * @param columns of the matrix
   * @param from {@code [rows, columns]}, row-major
   * @param fromIndex index of its first entry
   * @param fromStride distance between its rows
   * @param to receives {@code [columns, rows]}, row-major
   * @param toIndex index of its first entry
   * @param toStride distance between its rows
   */
  static void transpose(
      int rows,
      int columns,
      float[] from,
      int fromIndex,
      int fromStride,
      float[] to,
      int toIndex,
      int toStride) {
    for (int j = 0; j < columns; j += TILE) {
      int jEnd = Math.min(j + TILE, columns);
      for (int i = 0; i < rows; i += TILE) {
        int iEnd = Math.min(i + TILE, rows);
        for (int r = i; r < iEnd; r++) {
          int at = fromIndex + r * fromStride;
          for (int c = j; c < jEnd; c++) {
            to[toIndex + c * toStride + r] = from[at + c];
          }
        }
      }
    }
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
