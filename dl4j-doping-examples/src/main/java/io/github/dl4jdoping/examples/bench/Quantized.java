package io.github.dl4jdoping.examples.bench;

/**
 * A matrix in 8 bits: symmetric, one scale.
 *
 * @param values the matrix row by row
 * @param scale what one stands for
 */
@SuppressWarnings("ArrayRecordComponent")
record Quantized(byte[] values, float scale) {

  private static final int LARGEST = 127;

  /**
   * Rounds a matrix and transposes it.
   *
   * @param matrix column after column
   * @param columns number of columns
   * @return the same matrix row by row
   */
  static Quantized of(float[] matrix, int columns) {
    float scale = largest(matrix) / LARGEST;
    int rows = matrix.length / columns;
    byte[] values = new byte[matrix.length];
    for (int column = 0; column < columns; column++) {
      for (int row = 0; row < rows; row++) {
        values[row * columns + column] = (byte) Math.round(matrix[column * rows + row] / scale);
      }
    }
    return new Quantized(values, scale);
  }

  private static float largest(float[] values) {
    float largest = Float.MIN_NORMAL;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
