package io.github.dl4jdoping.runtime;

import java.util.Arrays;

/** What is done to each row of a matrix in turn. */
final class Rows {

  private Rows() {}

  /** Makes each of the rows a copy of one row; zeros if that is empty. */
  static void fill(int rows, float[] row, float[] target, int columns) {
    for (int i = 0; i < rows; i++) {
      int at = i * columns;
      if (row.length == 0) {
        Arrays.fill(target, at, at + columns, 0f);
      } else {
        System.arraycopy(row, 0, target, at, columns);
      }
    }
  }

  /** Applies an activation function to each row. */
  static void activate(ActivationFunction activation, int rows, float[] target, int columns) {
    for (int i = 0; i < rows; i++) {
      activation.apply(target, i * columns, columns);
    }
  }
}
