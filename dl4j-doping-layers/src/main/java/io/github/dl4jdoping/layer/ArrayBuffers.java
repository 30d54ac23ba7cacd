package io.github.dl4jdoping.layer;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The sequences of an {@link ArrayRecurrence} that the gates do not hold. Rows are (time step,
 * example) in time-major order.
 */
final class ArrayBuffers {

  /** Inputs, [T N, nIn]. */
  final float[] x;

  /** Their gradients. */
  final float[] dx;

  /** Hidden states, [(T + 1) N, H]; the first N rows are the initial state. */
  final float[] h;

  /** Their gradients. */
  final float[] dh;

  private final int rows;
  private final float[] row;

  ArrayBuffers(SequenceBuffers buffers) {
    rows = buffers.steps * buffers.batch;
    x = new float[rows * buffers.inputs];
    dx = new float[x.length];
    h = new float[(rows + buffers.batch) * buffers.units];
    dh = new float[h.length];
    row = new float[4 * buffers.units];
  }

  /** Writes the bias into every row of z, [T N, 4H]. */
  void fillRows(INDArray bias, float[] z) {
    for (int j = 0; j < row.length; j++) {
      row[j] = bias.getFloat(j);
    }
    for (int i = 0; i < rows; i++) {
      System.arraycopy(row, 0, z, i * row.length, row.length);
    }
  }

  /** Writes the sum of the rows of dz, [T N, 4H], into the gradient of the bias. */
  void sumRows(float[] dz, INDArray biasGradient) {
    Arrays.fill(row, 0);
    for (int i = 0; i < rows; i++) {
      int at = i * row.length;
      for (int j = 0; j < row.length; j++) {
        row[j] += dz[at + j];
      }
    }
    for (int j = 0; j < row.length; j++) {
      biasGradient.putScalar(j, row[j]);
    }
  }
}
