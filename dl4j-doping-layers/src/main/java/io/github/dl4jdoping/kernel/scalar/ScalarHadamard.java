package io.github.dl4jdoping.kernel.scalar;

import io.github.dl4jdoping.kernel.Hadamard;

/** A plain loop. */
final class ScalarHadamard implements Hadamard {

  @Override
  public void add(int length, float[] x, int xAt, float[] y, int yAt, float[] sum, int sumAt) {
    for (int i = 0; i < length; i++) {
      sum[sumAt + i] += x[xAt + i] * y[yAt + i];
    }
  }
}
