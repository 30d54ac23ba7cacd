package io.github.dl4jdoping.kernel;

import java.nio.FloatBuffer;

/**
 * A dense matrix for batches of some ten row vectors, in panels of 64 columns. A panel is read from
 * one end to the other, and stays in the cache for all rows of the batch, where {@link DenseProduct}
 * reads the whole matrix again for every few of them. Needs no scratch.
 *
 * <p>In contrast to other products its values can be replaced, so that training does not need new
 * memory in every iteration. That must not happen while another thread multiplies.
 */
public final class PanelProduct implements Product {

  /** Columns of a panel: four vectors of 512 bits. */
  static final int WIDTH = 64;

  private final Gemm gemm;
  private final int rows;
  private final int columns;
  private final float[] panels;
  private final float[] columnsOfPanel;

  /**
   * A matrix of zeros.
   *
   * @param gemm multiplies panels
   * @param rows inputs m
   * @param columns outputs n
   */
  PanelProduct(Gemm gemm, int rows, int columns) {
    this.gemm = gemm;
    this.rows = rows;
    this.columns = columns;
    this.panels = new float[Math.multiplyExact((columns + WIDTH - 1) / WIDTH * WIDTH, rows)];
    this.columnsOfPanel = new float[WIDTH * rows];
  }

  /**
   * Takes over the values of a matrix.
   *
   * @param matrix {@code [m, n]}, column-major, from index 0 on
   */
  public void load(FloatBuffer matrix) {
    for (int j = 0; j < columns; j += WIDTH) {
      int width = Math.min(WIDTH, columns - j);
      matrix.get(j * rows, columnsOfPanel, 0, width * rows);
      Transposition.copy(width, rows, columnsOfPanel, 0, rows, panels, j * rows, WIDTH);
    }
  }

  /**
   * Takes over the values of the transpose of a matrix.
   *
   * @param matrix {@code [n, m]}, column-major, from index 0 on
   */
  public void loadTransposed(FloatBuffer matrix) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j += WIDTH) {
        int width = Math.min(WIDTH, columns - j);
        matrix.get(i * columns + j, panels, j * rows + i * WIDTH, width);
      }
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
    return (long) Float.BYTES * panels.length;
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
    for (int j = 0; j < columns; j += WIDTH) {
      int width = Math.min(WIDTH, columns - j);
      int at = j * rows;
      gemm.add(batch, rows, width, x, xFrom, xStride, panels, at, WIDTH, y, yFrom + j, yStride);
    }
  }
}
