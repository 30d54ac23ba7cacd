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
  private int stepSize;

  /**
   * Draws the masks of a sequence.
   *
   * @param key stream of draws
   * @param probability probability of a zero
   * @param steps number of time steps to draw for: 1 if all share one draw
   * @param batch number of examples
   * @param columns number of outputs
   * @param type data type of the masks
   */
  void draw(long key, double probability, int steps, long batch, long columns, DataType type) {
    this.batch = batch;
    this.columns = columns;
    this.type = type;
    stepSize = Math.toIntExact(batch * columns);
    int size = Math.multiplyExact(steps, stepSize);
    if (drawn.length != size) {
      drawn = new float[size];
    }
    RowDropout.fill(key, probability, drawn);
    copied = false;
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
   * Adds the rows of some time steps, multiplied by their masks, to others.
   *
   * @param firstStep index of the first time step
   * @param steps number of time steps
   * @param values {@code [steps batch, columns]}
   * @param sum array with {@code [steps batch, columns]} in it, changed in place
   * @param sumFrom index of their first entry
   */
  void addProduct(int firstStep, int steps, float[] values, float[] sum, int sumFrom) {
    for (int t = 0; t < steps; t++) {
      int mask = from(firstStep + t);
      int at = t * stepSize;
      for (int i = 0; i < stepSize; i++) {
        sum[sumFrom + at + i] += drawn[mask + i] * values[at + i];
      }
    }
  }

  /**
   * Multiplies the rows of some time steps by their masks.
   *
   * @param firstStep index of the first time step
   * @param steps number of time steps
   * @param values rows of the whole sequence, from index 0 on
   * @param products receives the products at the same places
   */
  void multiply(int firstStep, int steps, float[] values, float[] products) {
    for (int t = firstStep; t < firstStep + steps; t++) {
      int mask = from(t);
      int at = t * stepSize;
      for (int i = 0; i < stepSize; i++) {
        products[at + i] = drawn[mask + i] * values[at + i];
      }
    }
  }

  /** Where the masks of a time step begin. */
  private int from(int step) {
    return drawn.length == stepSize ? 0 : step * stepSize;
  }
}
