package io.github.dl4jdoping.kernel;

import java.util.Arrays;

/** A sparse matrix times a batch, which is turned so that its vectors lie side by side. */
final class RowsProduct implements Product {

  private static final int WIDTH = SparseRows.WIDTH;

  private final SparseRows kernel;
  private final int rows;
  private final int columns;
  private final int[] starts;
  private final int[] inputs;
  private final float[] values;

  RowsProduct(
      SparseRows kernel, int rows, int columns, int[] starts, int[] inputs, float[] values) {
    this.kernel = kernel;
    this.rows = rows;
    this.columns = columns;
    this.starts = starts;
    this.inputs = inputs;
    this.values = values;
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
    return 4L * (starts.length + inputs.length + values.length);
  }

  @Override
  public int scratch(int batch) {
    return (rows + columns) * WIDTH;
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
    int products = rows * WIDTH;
    for (int n = 0; n < batch; n += WIDTH) {
      int width = Math.min(WIDTH, batch - n);
      if (width < WIDTH) {
        Arrays.fill(scratch, 0, products, 0);
      }
      Transposition.copy(width, rows, x, xFrom + n * xStride, xStride, scratch, 0, WIDTH);
      kernel.multiply(starts, inputs, values, width, scratch, scratch, products);
      addTransposed(width, scratch, products, y, yFrom + n * yStride, yStride);
    }
  }

  private void addTransposed(
      int width, float[] from, int fromIndex, float[] to, int toIndex, int stride) {
    for (int j = 0; j < columns; j += 16) {
      int end = Math.min(j + 16, columns);
      for (int n = 0; n < width; n++) {
        int at = toIndex + n * stride;
        for (int c = j; c < end; c++) {
          to[at + c] += from[fromIndex + c * WIDTH + n];
        }
      }
    }
  }
}
