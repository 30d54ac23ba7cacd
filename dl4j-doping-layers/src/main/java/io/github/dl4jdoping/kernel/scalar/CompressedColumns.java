package io.github.dl4jdoping.kernel.scalar;

import io.github.dl4jdoping.kernel.Product;
import io.github.dl4jdoping.support.Support;

/**
 * A sparse matrix of any support, output by output: the non-zeros of a column and their rows lie one
 * after the other. Rows take 16 bits; a matrix with more inputs than that is refused.
 */
public final class CompressedColumns implements Product {

  private final int rows;
  private final int columns;
  private final int[] starts;
  private final char[] row;
  private final float[] values;

  /**
   * Lays out a matrix.
   *
   * @param support where its non-zeros are
   * @param values the non-zeros, in the order of the support
   * @throws IllegalArgumentException if there are more than 65536 rows, or not as many values as
   *     non-zeros
   */
  public CompressedColumns(Support support, float[] values) {
    if (support.rows() > Character.MAX_VALUE + 1) {
      throw new IllegalArgumentException(
          "Sparse products take up to 65536 inputs; got " + support.rows() + ".");
    }
    if (support.size() != values.length) {
      throw new IllegalArgumentException(
          support + " need as many values; got " + values.length + ".");
    }
    this.rows = support.rows();
    this.columns = support.columns();
    this.values = values.clone();
    this.starts = new int[columns + 1];
    this.row = new char[values.length];
    for (int k = 0; k < row.length; k++) {
      row[k] = (char) support.row(k);
      starts[support.column(k) + 1] = k + 1;
    }
    for (int j = 1; j <= columns; j++) {
      starts[j] = Math.max(starts[j], starts[j - 1]);
    }
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public long bytes() {
    return 4L * starts.length + 2L * row.length + 4L * values.length;
  }

  @Override
  public int scratch(int batch) {
    return 0;
  }

  @Override
  public void add(
      int batch,
      float[] x,
      int xFrom,
      int xStride,
      float[] y,
      int yFrom,
      int yStride,
      float[] scratch) {
    for (int i = 0; i < batch; i++) {
      addOne(x, xFrom + i * xStride, y, yFrom + i * yStride);
    }
  }

  private void addOne(float[] x, int xAt, float[] y, int yAt) {
    int k = 0;
    for (int j = 0; j < columns; j++) {
      int end = starts[j + 1];
      y[yAt + j] += column(k, end, x, xAt);
      k = end;
    }
  }

  /** Four sums, since a chain of additions would wait for each one to end. */
  private float column(int from, int end, float[] x, int xAt) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int k = from;
    for (; k + 4 <= end; k += 4) {
      s0 += values[k] * x[xAt + row[k]];
      s1 += values[k + 1] * x[xAt + row[k + 1]];
      s2 += values[k + 2] * x[xAt + row[k + 2]];
      s3 += values[k + 3] * x[xAt + row[k + 3]];
    }
    for (; k < end; k++) {
      s0 += values[k] * x[xAt + row[k]];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
