package io.github.dl4jdoping.kernel;

import io.github.dl4jdoping.support.Support;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A sparse matrix in training, whose support stays as it is. A batch is turned so that its vectors
 * lie side by side: then nothing has to be looked up for each of them.
 */
public final class TrainableSparse implements TrainableMatrix {

  /** So many vectors at most enter the gradient at a time, for the cache's sake. */
  private static final int CHUNK = 384;

  private static final int ZEROS = 4096;

  private static final int WIDTH = SparseRows.WIDTH;

  private final SparseRows kernel;
  private final Support support;

  /** The non-zeros output by output, as in the support. */
  private final int[] columnStarts;

  private final int[] rowsOfColumns;
  private final float[] values;

  /** The non-zeros input by input: where the outputs' order has them, and their outputs. */
  private final int[] rowStarts;

  private final int[] byRow;
  private final int[] columnsOfRows;
  private final float[] valuesByRow;

  private final float[] gradient;
  private final Product product;
  private final Product transposed;
  private float[] xTransposed = new float[0];
  private float[] dyTransposed = new float[0];

  TrainableSparse(SparseRows kernel, Support support) {
    this.kernel = kernel;
    this.support = support;
    int size = support.size();
    rowsOfColumns = new int[size];
    values = new float[size];
    columnStarts = new int[support.columns() + 1];
    rowStarts = new int[support.rows() + 1];
    for (int k = 0; k < size; k++) {
      rowsOfColumns[k] = support.row(k);
      columnStarts[support.column(k) + 1]++;
      rowStarts[support.row(k) + 1]++;
    }
    Arrays.parallelPrefix(columnStarts, Integer::sum);
    Arrays.parallelPrefix(rowStarts, Integer::sum);
    byRow = new int[size];
    columnsOfRows = new int[size];
    int[] next = rowStarts.clone();
    for (int k = 0; k < size; k++) {
      int at = next[support.row(k)]++;
      byRow[at] = k;
      columnsOfRows[at] = support.column(k);
    }
    valuesByRow = new float[size];
    gradient = new float[size];
    product =
        new RowsProduct(
            kernel, support.rows(), support.columns(), columnStarts, rowsOfColumns, values);
    transposed =
        new RowsProduct(
            kernel, support.columns(), support.rows(), rowStarts, columnsOfRows, valuesByRow);
  }

  /**
   * Where the non-zeros are.
   *
   * @return the support
   */
  public Support support() {
    return support;
  }

  /**
   * Takes over the values from a dense matrix; what is off the support is not looked at.
   *
   * @param matrix {@code [rows, columns]}, column-major, from index 0 on
   */
  public void loadDense(FloatBuffer matrix) {
    for (int k = 0; k < values.length; k++) {
      values[k] = matrix.get(support.position(k));
    }
    loadByRow();
  }

  /**
   * Takes over the values.
   *
   * @param values in the order of the support, from index 0 on
   */
  public void load(FloatBuffer values) {
    values.get(0, this.values);
    loadByRow();
  }

  private void loadByRow() {
    for (int k = 0; k < byRow.length; k++) {
      valuesByRow[k] = values[byRow[k]];
    }
  }

  /**
   * Copies the gradient into a dense matrix, zero off the support.
   *
   * @param matrix receives {@code [rows, columns]}, column-major, from index 0 on
   */
  public void denseGradient(FloatBuffer matrix) {
    int size = support.rows() * support.columns();
    float[] zeros = new float[Math.min(size, ZEROS)];
    for (int from = 0; from < size; from += ZEROS) {
      matrix.put(from, zeros, 0, Math.min(ZEROS, size - from));
    }
    for (int k = 0; k < gradient.length; k++) {
      matrix.put(support.position(k), gradient[k]);
    }
  }

  /**
   * Copies the gradient.
   *
   * @param target receives it in the order of the support, from index 0 on
   */
  public void gradient(FloatBuffer target) {
    target.put(0, gradient);
  }

  @Override
  public Product product() {
    return product;
  }

  @Override
  public Product transposed() {
    return transposed;
  }

  @Override
  public void clearGradient() {
    Arrays.fill(gradient, 0);
  }

  @Override
  public void addGradient(int batch, float[] x, float[] dy) {
    int chunk = PanelProduct.evenly(batch, CHUNK);
    for (int from = 0; from < batch; from += chunk) {
      addGradient(from, Math.min(chunk, batch - from), x, dy);
    }
  }

  private void addGradient(int from, int batch, float[] x, float[] dy) {
    int length = (batch + WIDTH - 1) / WIDTH * WIDTH;
    int rows = support.rows();
    int columns = support.columns();
    xTransposed = sideBySide(batch, rows, x, from * rows, xTransposed, length);
    dyTransposed = sideBySide(batch, columns, dy, from * columns, dyTransposed, length);
    kernel.addGradient(columnStarts, rowsOfColumns, xTransposed, dyTransposed, length, gradient);
  }

  private static float[] sideBySide(
      int batch, int size, float[] vectors, int from, float[] memory, int length) {
    float[] rows = Matrices.atLeast(memory, size * length);
    if (length > batch) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(rows, i * length + batch, (i + 1) * length, 0);
      }
    }
    Transposition.copy(batch, size, vectors, from, size, rows, 0, length);
    return rows;
  }
}
