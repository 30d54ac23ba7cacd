package io.github.dl4jdoping.kernel.scalar;

import io.github.dl4jdoping.kernel.SparseRows;
import java.util.Arrays;

/** Plain loops over rows. */
final class ScalarSparseRows implements SparseRows {

  @Override
  public void multiply(
      int[] starts, int[] inputs, float[] values, int vectors, float[] x, float[] y, int yFrom) {
    for (int j = 0; j + 1 < starts.length; j++) {
      int yAt = yFrom + j * WIDTH;
      Arrays.fill(y, yAt, yAt + vectors, 0);
      for (int k = starts[j]; k < starts[j + 1]; k++) {
        int xAt = inputs[k] * WIDTH;
        for (int i = 0; i < vectors; i++) {
          y[yAt + i] += values[k] * x[xAt + i];
        }
      }
    }
  }

  @Override
  public void addGradient(
      int[] starts, int[] inputs, float[] x, float[] dy, int length, float[] gradient) {
    for (int j = 0; j + 1 < starts.length; j++) {
      for (int k = starts[j]; k < starts[j + 1]; k++) {
        float sum = 0;
        for (int i = 0; i < length; i++) {
          sum += x[inputs[k] * length + i] * dy[j * length + i];
        }
        gradient[k] += sum;
      }
    }
  }
}
