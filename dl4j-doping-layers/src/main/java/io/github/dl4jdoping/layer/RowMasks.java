package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.sparsity.RowDropout;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The row dropout masks of one co-matrix for one sequence, in memory that is used again for the next
 * one.
 */
final class RowMasks {

  private float[] drawn = new float[0];
  private INDArray masks;
  private DataType type;
  private boolean copied;
  private long batch;
  private long columns;

  /**
   * Makes room for the masks of a sequence.
   *
   * @param key stream of draws
   * @param probability probability of a zero
   * @param steps number of time steps to draw for: 1 if all share one draw
   * @param batch number of examples
   * @param columns number of outputs
   * @param type data type of the masks
   * @return draws them, on any thread; to be run before they are used
   */
  Runnable drawing(
      long key, double probability, int steps, long batch, long columns, DataType type) {
    this.batch = batch;
    this.columns = columns;
    this.type = type;
    int size = Math.multiplyExact(steps, Math.toIntExact(batch * columns));
    if (drawn.length != size) {
      drawn = new float[size];
    }
    copied = false;
    return () -> RowDropout.fill(key, probability, drawn);
  }

  /** The masks as an array, {@code [rows, columns]}; copied when they are first asked for. */
  private INDArray masks() {
    long rows = drawn.length / columns;
    if (masks == null || masks.size(0) != rows || masks.dataType() != type) {
      masks = Matrices.detached(type, rows, columns);
      copied = false;
    }
    if (!copied) {
      if (type == DataType.FLOAT) {
        Matrices.floats(masks).put(0, drawn);
      } else {
        masks.assign(Nd4j.createFromArray(drawn).reshape('c', rows, columns));
      }
      copied = true;
    }
    return masks;
  }

  /**
   * Rows of a sequence multiplied by their masks.
   *
   * @param values {@code [rows, columns]}, whole time steps; not modified
   * @param firstRow index in the sequence of the first row
   * @return a new array, {@code [rows, columns]}, C order
   */
  INDArray times(INDArray values, long firstRow) {
    long rows = values.size(0);
    if (masks().size(0) > batch) {
      return values.mul(Matrices.rows(masks(), firstRow, firstRow + rows));
    }
    return values
        .reshape('c', rows / batch, batch, columns)
        .mul(masks().reshape('c', 1, batch, columns))
        .reshape('c', rows, columns);
  }

  /**
   * Adds rows, multiplied by their masks, to others.
   *
   * @param firstRow index in the sequence of the first row
   * @param rows number of rows
   * @param values {@code [rows, columns]}
   * @param sum array with {@code [rows, columns]} in it, changed in place
   * @param sumFrom index of their first entry
   */
  void addProduct(int firstRow, int rows, float[] values, float[] sum, int sumFrom) {
    int size = Math.toIntExact(columns);
    for (int done = 0; done < rows; ) {
      int part = together(firstRow + done, rows - done);
      int mask = from(firstRow + done);
      int at = done * size;
      for (int i = 0; i < part * size; i++) {
        sum[sumFrom + at + i] += drawn[mask + i] * values[at + i];
      }
      done += part;
    }
  }

  /**
   * Multiplies rows by their masks.
   *
   * @param firstRow index in the sequence of the first row
   * @param rows number of rows
   * @param values rows of the whole sequence, from index 0 on
   * @param products receives the products at the same places
   */
  void multiply(int firstRow, int rows, float[] values, float[] products) {
    int size = Math.toIntExact(columns);
    for (int row = firstRow; row < firstRow + rows; ) {
      int part = together(row, firstRow + rows - row);
      int mask = from(row);
      int at = row * size;
      for (int i = 0; i < part * size; i++) {
        products[at + i] = drawn[mask + i] * values[at + i];
      }
      row += part;
    }
  }

  /** How many rows from one on have their masks one after the other. */
  private int together(int row, int atMost) {
    return isShared() ? Math.toIntExact(Math.min(atMost, batch - row % batch)) : atMost;
  }

  /** Where the masks of a row begin. */
  private int from(int row) {
    return Math.toIntExact((isShared() ? row % batch : row) * columns);
  }

  /** Whether all time steps have the same masks. */
  private boolean isShared() {
    return drawn.length == batch * columns;
  }
}
