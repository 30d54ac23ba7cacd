package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Product;
import io.github.dl4jdoping.support.Support;
import java.util.Arrays;

/**
 * The non-zeros of a sparse layout, read off by multiplying with unit vectors: the layout need not
 * remember the order that it was given, and no second copy of the matrix has to be kept only to be
 * saved again. Exact, because all other terms of every sum are 0.
 */
final class SparseEntries {

  private final int rows;
  private final int columns;
  private final int[] starts;
  private int[] positions;
  private float[] values;

  private SparseEntries(Product product, int rows) {
    this.rows = rows;
    this.columns = product.columns();
    this.starts = new int[columns + 1];
  }

  /**
   * Reads some rows of a layout.
   *
   * @param product a sparse matrix without explicit zeros
   * @param firstRow the first row to read
   * @param rows how many of them
   * @return their non-zeros
   */
  static SparseEntries of(Product product, int firstRow, int rows) {
    SparseEntries entries = new SparseEntries(product, rows);
    UnitProducts matrix = new UnitProducts(product);
    for (int i = 0; i < entries.rows; i++) {
      entries.count(matrix.row(firstRow + i));
    }
    entries.allocate();
    for (int i = 0; i < entries.rows; i++) {
      entries.collect(i, matrix.row(firstRow + i));
    }
    return entries;
  }

  private void count(float[] row) {
    for (int j = 0; j < columns; j++) {
      starts[j + 1] += row[j] == 0 ? 0 : 1;
    }
  }

  private void allocate() {
    for (int j = 0; j < columns; j++) {
      starts[j + 1] += starts[j];
    }
    positions = new int[starts[columns]];
    values = new float[starts[columns]];
  }

  private void collect(int i, float[] row) {
    for (int j = 0; j < columns; j++) {
      if (row[j] != 0) {
        int at = starts[j]++;
        positions[at] = j * rows + i;
        values[at] = row[j];
      }
    }
  }

  /** The matrix of these non-zeros and a structured part. */
  WeightMatrix with(Factors structure) {
    return new WeightMatrix(structure, Support.of(rows, columns, positions), values);
  }

  /** The rows of a product's matrix, one at a time. */
  private static final class UnitProducts {

    private final Product product;
    private final float[] unit;
    private final float[] row;
    private final float[] scratch;

    UnitProducts(Product product) {
      this.product = product;
      this.unit = new float[product.rows()];
      this.row = new float[product.columns()];
      this.scratch = new float[product.scratch(1)];
    }

    float[] row(int i) {
      Arrays.fill(row, 0);
      unit[i] = 1;
      product.add(1, unit, 0, unit.length, row, 0, row.length, scratch);
      unit[i] = 0;
      return row;
    }
  }
}
