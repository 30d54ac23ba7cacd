package io.github.dl4jdoping.kernel.scalar;

import io.github.dl4jdoping.kernel.Gemm;

/**
 * {@code C += A B} row by row of B, four rows at once, so that the inner loop runs along contiguous
 * memory and is vectorised by HotSpot, and each entry of C is loaded once for four multiplications.
 */
final class ScalarGemm implements Gemm {

  @Override
  public void add(
      int m,
      int k,
      int n,
      float[] a,
      int aFrom,
      int aStride,
      float[] b,
      int bFrom,
      int bStride,
      float[] c,
      int cFrom,
      int cStride) {
    for (int i = 0; i < m; i++) {
      int aAt = aFrom + i * aStride;
      int cAt = cFrom + i * cStride;
      int l = 0;
      for (; l + 4 <= k; l += 4) {
        int b0 = bFrom + l * bStride;
        addFour(n, a, aAt + l, b, b0, bStride, c, cAt);
      }
      for (; l < k; l++) {
        addOne(n, a[aAt + l], b, bFrom + l * bStride, c, cAt);
      }
    }
  }

  private static void addFour(
      int n, float[] a, int aAt, float[] b, int b0, int bStride, float[] c, int cAt) {
    float a0 = a[aAt];
    float a1 = a[aAt + 1];
    float a2 = a[aAt + 2];
    float a3 = a[aAt + 3];
    int b1 = b0 + bStride;
    int b2 = b1 + bStride;
    int b3 = b2 + bStride;
    for (int j = 0; j < n; j++) {
      c[cAt + j] += a0 * b[b0 + j] + a1 * b[b1 + j] + (a2 * b[b2 + j] + a3 * b[b3 + j]);
    }
  }

  private static void addOne(int n, float factor, float[] b, int bAt, float[] c, int cAt) {
    for (int j = 0; j < n; j++) {
      c[cAt + j] += factor * b[bAt + j];
    }
  }
}
