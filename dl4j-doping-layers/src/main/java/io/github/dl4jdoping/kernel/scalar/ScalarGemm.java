package io.github.dl4jdoping.kernel.scalar;

import io.github.dl4jdoping.kernel.Gemm;

/**
 * {@code C += A B} in tiles of four rows and columns, whose sums stay in registers. HotSpot would
 * vectorise a loop along the columns, but rows as short as a Kronecker factor's end before such a
 * loop has got going.
 */
final class ScalarGemm implements Gemm {

  private static final int PANEL = 64;

  @Override
  public int padding() {
    return 1;
  }

  @Override
  public int panel() {
    return PANEL;
  }

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
    int i = 0;
    for (; i + 4 <= m; i += 4) {
      int aAt = aFrom + i * aStride;
      int cAt = cFrom + i * cStride;
      int j = 0;
      for (; j + 4 <= n; j += 4) {
        tile(k, a, aAt, aStride, b, bFrom + j, bStride, c, cAt + j, cStride);
      }
      for (; j < n; j++) {
        for (int r = 0; r < 4; r++) {
          c[cAt + r * cStride + j] += dot(k, a, aAt + r * aStride, b, bFrom + j, bStride);
        }
      }
    }
    for (; i < m; i++) {
      oneRow(k, n, a, aFrom + i * aStride, b, bFrom, bStride, c, cFrom + i * cStride);
    }
  }

  @Override
  public void addTransposed(
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
    for (int l = 0; l < k; l++) {
      for (int i = 0; i < m; i++) {
        addOne(n, a[aFrom + l * aStride + i], b, bFrom + l * bStride, c, cFrom + i * cStride);
      }
    }
  }

  private static void tile(
      int k,
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bFrom,
      int bStride,
      float[] c,
      int cAt,
      int cStride) {
    float c00 = 0;
    float c01 = 0;
    float c02 = 0;
    float c03 = 0;
    float c10 = 0;
    float c11 = 0;
    float c12 = 0;
    float c13 = 0;
    float c20 = 0;
    float c21 = 0;
    float c22 = 0;
    float c23 = 0;
    float c30 = 0;
    float c31 = 0;
    float c32 = 0;
    float c33 = 0;
    for (int l = 0; l < k; l++) {
      int bAt = bFrom + l * bStride;
      float b0 = b[bAt];
      float b1 = b[bAt + 1];
      float b2 = b[bAt + 2];
      float b3 = b[bAt + 3];
      float a0 = a[aAt + l];
      c00 += a0 * b0;
      c01 += a0 * b1;
      c02 += a0 * b2;
      c03 += a0 * b3;
      float a1 = a[aAt + aStride + l];
      c10 += a1 * b0;
      c11 += a1 * b1;
      c12 += a1 * b2;
      c13 += a1 * b3;
      float a2 = a[aAt + 2 * aStride + l];
      c20 += a2 * b0;
      c21 += a2 * b1;
      c22 += a2 * b2;
      c23 += a2 * b3;
      float a3 = a[aAt + 3 * aStride + l];
      c30 += a3 * b0;
      c31 += a3 * b1;
      c32 += a3 * b2;
      c33 += a3 * b3;
    }
    c[cAt] += c00;
    c[cAt + 1] += c01;
    c[cAt + 2] += c02;
    c[cAt + 3] += c03;
    int row1 = cAt + cStride;
    c[row1] += c10;
    c[row1 + 1] += c11;
    c[row1 + 2] += c12;
    c[row1 + 3] += c13;
    int row2 = row1 + cStride;
    c[row2] += c20;
    c[row2 + 1] += c21;
    c[row2 + 2] += c22;
    c[row2 + 3] += c23;
    int row3 = row2 + cStride;
    c[row3] += c30;
    c[row3 + 1] += c31;
    c[row3 + 2] += c32;
    c[row3 + 3] += c33;
  }

  private static float dot(int k, float[] a, int aAt, float[] b, int bAt, int bStride) {
    float sum = 0;
    for (int l = 0; l < k; l++) {
      sum += a[aAt + l] * b[bAt + l * bStride];
    }
    return sum;
  }

  private static void oneRow(
      int k, int n, float[] a, int aAt, float[] b, int bFrom, int bStride, float[] c, int cAt) {
    for (int l = 0; l < k; l++) {
      addOne(n, a[aAt + l], b, bFrom + l * bStride, c, cAt);
    }
  }

  private static void addOne(int n, float factor, float[] b, int bAt, float[] c, int cAt) {
    for (int j = 0; j < n; j++) {
      c[cAt + j] += factor * b[bAt + j];
    }
  }
}
