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
  private long batch;

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
    long rows = steps * batch;
    int size = Math.toIntExact(rows * columns);
    if (drawn.length != size || masks.size(0) != rows || masks.dataType() != type) {
      drawn = new float[size];
      masks = Matrices.detached(type, rows, columns);
    }
    RowDropout.fill(key, probability, drawn);
    if (type == DataType.FLOAT) {
      Matrices.floats(masks).put(0, drawn);
    } else {
      masks.assign(Nd4j.createFromArray(drawn).reshape('c', rows, columns));
    }
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
    if (masks.size(0) > batch) {
      return values.mul(Matrices.rows(masks, firstRow, firstRow + rows));
    }
    long columns = values.size(1);
    return values
        .reshape('c', rows / batch, batch, columns)
        .mul(masks.reshape('c', 1, batch, columns))
        .reshape('c', rows, columns);
  }
}
