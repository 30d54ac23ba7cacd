package io.github.dl4jdoping.kernel;

import java.nio.FloatBuffer;

/**
 * A dense matrix for batches of some ten row vectors, in panels of some columns. A panel is read from
 * one end to the other, and stays in the cache for all rows of the batch, where {@link DenseProduct}
 * reads the whole matrix again for every few of them. Needs no scratch.
 *
 * <p>In contrast to other products its values can be replaced, so that training does not need new
 * memory in every iteration. That must not happen while another thread multiplies.
 */
public final class PanelProduct implements Product {

  /** So many numbers fill about half of a core's own cache. */
  static final int CACHED = 1 << 16;

  /** So many inputs at most enter the sums at a time if there are more rows than the cache holds. */
  private static final int INNER = 1024;

  private final Gemm gemm;

  /** Columns of a panel. */
  private final int width;

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
    this.width = gemm.panel();
    this.rows = rows;
    this.columns = columns;
    this.panels = new float[Math.multiplyExact((columns + width - 1) / width * width, rows)];
    this.columnsOfPanel = new float[width * rows];
  }

  /**
   * Takes over the values of a matrix.
   *
   * @param matrix {@code [m, n]}, column-major, from index 0 on
   */
  public void load(FloatBuffer matrix) {
    for (int j = 0; j < columns; j += width) {
      int used = Math.min(width, columns - j);
      matrix.get(j * rows, columnsOfPanel, 0, used * rows);
      Transposition.copy(used, rows, columnsOfPanel, 0, rows, panels, j * rows, width);
    }
  }

  /**
   * Takes over the values of the transpose of a matrix.
   *
   * @param matrix {@code [n, m]}, column-major, from index 0 on
   */
  public void loadTransposed(FloatBuffer matrix) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j += width) {
        int used = Math.min(width, columns - j);
        matrix.get(i * columns + j, panels, j * rows + i * width, used);
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
    int inner = (long) batch * rows <= CACHED ? rows : evenly(rows, INNER);
    int most = evenly(batch, Math.max(1, CACHED / inner));
    for (int k = 0; k < rows; k += inner) {
      int inputs = Math.min(inner, rows - k);
      for (int i = 0; i < batch; i += most) {
        int count = Math.min(most, batch - i);
        addBlock(
            count, k, inputs, x, xFrom + i * xStride, xStride, y, yFrom + i * yStride, yStride);
      }
    }
  }

  /** Adds the products of some inputs of some rows, which stay in the cache for all panels. */
  private void addBlock(
      int batch,
      int k,
      int inputs,
      float[] x,
      int xFrom,
      int xStride,
      float[] y,
      int yFrom,
      int yStride) {
    for (int j = 0; j < columns; j += width) {
      int used = Math.min(width, columns - j);
      int at = j * rows + k * width;
      gemm.add(
          batch, inputs, used, x, xFrom + k, xStride, panels, at, width, y, yFrom + j, yStride);
    }
  }

  /** The size of parts that are as few as possible and then as equal as possible. */
  static int evenly(int number, int most) {
    int parts = Math.max(1, (number + most - 1) / most);
    return (number + parts - 1) / parts;
  }
}
