package io.github.dl4jdoping.layer;

import java.util.Arrays;
import java.util.List;
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
  private List<Share> shares = List.of();

  ArrayBuffers(SequenceBuffers buffers) {
    rows = buffers.steps * buffers.batch;
    x = new float[rows * buffers.inputs];
    dx = new float[x.length];
    h = new float[(rows + buffers.batch) * buffers.units];
    dh = new float[h.length];
    row = new float[4 * buffers.units];
  }

  /** As many shares as threads, with the memory of the last pass if there were as many. */
  List<Share> shares(int threads) {
    if (shares.size() != threads) {
      shares = Share.of(threads);
    }
    return shares;
  }

  /** Takes over the bias, for {@link #fillRows}. */
  void loadBias(INDArray bias) {
    for (int j = 0; j < row.length; j++) {
      row[j] = bias.getFloat(j);
    }
  }

  /** Writes the bias into some of the rows of z, [T N, 4H]. */
  void fillRows(float[] z, int from, int to) {
    for (int i = from; i < to; i++) {
      System.arraycopy(row, 0, z, i * row.length, row.length);
    }
  }

  /** Adds up the rows of dz, [T N, 4H]. */
  void sumRows(float[] dz) {
    Arrays.fill(row, 0);
    for (int i = 0; i < rows; i++) {
      int at = i * row.length;
      for (int j = 0; j < row.length; j++) {
        row[j] += dz[at + j];
      }
    }
  }

  /** Stores what {@link #sumRows} added up as the gradient of the bias. */
  void storeBiasGradient(INDArray biasGradient) {
    for (int j = 0; j < row.length; j++) {
      biasGradient.putScalar(j, row[j]);
    }
  }
}
