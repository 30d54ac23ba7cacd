package io.github.dl4jdoping.kernel.vector;

import io.github.dl4jdoping.kernel.Gemm;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code C += A B} in tiles of C that stay in registers: four rows by two vectors, then by one.
 * Whole vectors throughout, for which B is padded. What is left over of the rows, and a single row,
 * goes along the rows of B instead, which is the order they lie in memory.
 *
 * <p>Vectors of one length only: HotSpot of Java 17 compiles none of them well once it has seen two.
 */
final class VectorGemm implements Gemm {

  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = WIDE.length();

  @Override
  public int padding() {
    return LANES;
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
    add(m, k, n, a, aFrom, aStride, 1, b, bFrom, bStride, c, cFrom, cStride);
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
    add(m, k, n, a, aFrom, 1, aStride, b, bFrom, bStride, c, cFrom, cStride);
  }

  /** Entry {@code [i, l]} of A is {@code a[aFrom + i aStride + l aStep]}. */
  private void add(
      int m,
      int k,
      int n,
      float[] a,
      int aFrom,
      int aStride,
      int aStep,
      float[] b,
      int bFrom,
      int bStride,
      float[] c,
      int cFrom,
      int cStride) {
    int whole = wholeRows(m, n, c.length - cFrom, cStride);
    int i = 0;
    for (; i + 4 <= whole; i += 4) {
      int aAt = aFrom + i * aStride;
      int cAt = cFrom + i * cStride;
      fourRows(k, n, a, aAt, aStride, aStep, b, bFrom, bStride, c, cAt, cStride);
    }
    for (; i < whole && whole > 1; i++) {
      lastRow(k, n, a, aFrom + i * aStride, aStep, b, bFrom, bStride, c, cFrom + i * cStride);
    }
    for (; i < m; i++) {
      oneRow(k, n, a, aFrom + i * aStride, aStep, b, bFrom, bStride, c, cFrom + i * cStride);
    }
  }

  /** The number of rows of C behind whose padding the array does not end yet. */
  private int wholeRows(int m, int n, int room, int cStride) {
    int behindFirst = room - padded(n);
    return behindFirst < 0 ? 0 : (int) Math.min(m, 1 + (long) behindFirst / Math.max(1, cStride));
  }

  private static void fourRows(
      int k,
      int n,
      float[] a,
      int aAt,
      int aStride,
      int aStep,
      float[] b,
      int bFrom,
      int bStride,
      float[] c,
      int cAt,
      int cStride) {
    int j = 0;
    for (; j + 3 * LANES < n; j += 4 * LANES) {
      fourByFour(k, a, aAt, aStride, aStep, b, bFrom + j, bStride, c, cAt + j, cStride);
    }
    for (; j + LANES < n; j += 2 * LANES) {
      fourByTwo(k, a, aAt, aStride, aStep, b, bFrom + j, bStride, c, cAt + j, cStride);
    }
    if (j < n) {
      fourByOne(k, a, aAt, aStride, aStep, b, bFrom + j, bStride, c, cAt + j, cStride);
    }
  }

  /** One of the rows that are left over, in the same way as the others. */
  private static void lastRow(
      int k,
      int n,
      float[] a,
      int aAt,
      int aStep,
      float[] b,
      int bFrom,
      int bStride,
      float[] c,
      int cAt) {
    int j = 0;
    for (; j + 3 * LANES < n; j += 4 * LANES) {
      oneByFour(k, a, aAt, aStep, b, bFrom + j, bStride, c, cAt + j);
    }
    for (; j < n; j += LANES) {
      oneByOne(k, a, aAt, aStep, b, bFrom + j, bStride, c, cAt + j);
    }
  }

  private static void oneByFour(
      int k, float[] a, int aAt, int aStep, float[] b, int bFrom, int bStride, float[] c, int cAt) {
    FloatVector c0 = FloatVector.fromArray(WIDE, c, cAt);
    FloatVector c1 = FloatVector.fromArray(WIDE, c, cAt + LANES);
    FloatVector c2 = FloatVector.fromArray(WIDE, c, cAt + 2 * LANES);
    FloatVector c3 = FloatVector.fromArray(WIDE, c, cAt + 3 * LANES);
    for (int l = 0; l < k; l++) {
      int bAt = bFrom + l * bStride;
      FloatVector factor = FloatVector.broadcast(WIDE, a[aAt + l * aStep]);
      c0 = factor.fma(FloatVector.fromArray(WIDE, b, bAt), c0);
      c1 = factor.fma(FloatVector.fromArray(WIDE, b, bAt + LANES), c1);
      c2 = factor.fma(FloatVector.fromArray(WIDE, b, bAt + 2 * LANES), c2);
      c3 = factor.fma(FloatVector.fromArray(WIDE, b, bAt + 3 * LANES), c3);
    }
    c0.intoArray(c, cAt);
    c1.intoArray(c, cAt + LANES);
    c2.intoArray(c, cAt + 2 * LANES);
    c3.intoArray(c, cAt + 3 * LANES);
  }

  private static void oneByOne(
      int k, float[] a, int aAt, int aStep, float[] b, int bFrom, int bStride, float[] c, int cAt) {
    FloatVector sum = FloatVector.fromArray(WIDE, c, cAt);
    for (int l = 0; l < k; l++) {
      FloatVector row = FloatVector.fromArray(WIDE, b, bFrom + l * bStride);
      sum = row.fma(FloatVector.broadcast(WIDE, a[aAt + l * aStep]), sum);
    }
    sum.intoArray(c, cAt);
  }

  private static void fourByFour(
      int k,
      float[] a,
      int aAt,
      int aStride,
      int aStep,
      float[] b,
      int bFrom,
      int bStride,
      float[] c,
      int cAt,
      int cStride) {
    FloatVector c00 = FloatVector.fromArray(WIDE, c, cAt);
    FloatVector c01 = FloatVector.fromArray(WIDE, c, cAt + LANES);
    FloatVector c02 = FloatVector.fromArray(WIDE, c, cAt + 2 * LANES);
    FloatVector c03 = FloatVector.fromArray(WIDE, c, cAt + 3 * LANES);
    FloatVector c10 = FloatVector.fromArray(WIDE, c, cAt + cStride);
    FloatVector c11 = FloatVector.fromArray(WIDE, c, cAt + cStride + LANES);
    FloatVector c12 = FloatVector.fromArray(WIDE, c, cAt + cStride + 2 * LANES);
    FloatVector c13 = FloatVector.fromArray(WIDE, c, cAt + cStride + 3 * LANES);
    FloatVector c20 = FloatVector.fromArray(WIDE, c, cAt + 2 * cStride);
    FloatVector c21 = FloatVector.fromArray(WIDE, c, cAt + 2 * cStride + LANES);
    FloatVector c22 = FloatVector.fromArray(WIDE, c, cAt + 2 * cStride + 2 * LANES);
    FloatVector c23 = FloatVector.fromArray(WIDE, c, cAt + 2 * cStride + 3 * LANES);
    FloatVector c30 = FloatVector.fromArray(WIDE, c, cAt + 3 * cStride);
    FloatVector c31 = FloatVector.fromArray(WIDE, c, cAt + 3 * cStride + LANES);
    FloatVector c32 = FloatVector.fromArray(WIDE, c, cAt + 3 * cStride + 2 * LANES);
    FloatVector c33 = FloatVector.fromArray(WIDE, c, cAt + 3 * cStride + 3 * LANES);
    for (int l = 0; l < k; l++) {
      int bAt = bFrom + l * bStride;
      FloatVector b0 = FloatVector.fromArray(WIDE, b, bAt);
      FloatVector b1 = FloatVector.fromArray(WIDE, b, bAt + LANES);
      FloatVector b2 = FloatVector.fromArray(WIDE, b, bAt + 2 * LANES);
      FloatVector b3 = FloatVector.fromArray(WIDE, b, bAt + 3 * LANES);
      FloatVector a0 = FloatVector.broadcast(WIDE, a[aAt + l * aStep]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      c03 = a0.fma(b3, c03);
      FloatVector a1 = FloatVector.broadcast(WIDE, a[aAt + aStride + l * aStep]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      c13 = a1.fma(b3, c13);
      FloatVector a2 = FloatVector.broadcast(WIDE, a[aAt + 2 * aStride + l * aStep]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      c23 = a2.fma(b3, c23);
      FloatVector a3 = FloatVector.broadcast(WIDE, a[aAt + 3 * aStride + l * aStep]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      c33 = a3.fma(b3, c33);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + LANES);
    c02.intoArray(c, cAt + 2 * LANES);
    c03.intoArray(c, cAt + 3 * LANES);
    c10.intoArray(c, cAt + cStride);
    c11.intoArray(c, cAt + cStride + LANES);
    c12.intoArray(c, cAt + cStride + 2 * LANES);
    c13.intoArray(c, cAt + cStride + 3 * LANES);
    c20.intoArray(c, cAt + 2 * cStride);
    c21.intoArray(c, cAt + 2 * cStride + LANES);
    c22.intoArray(c, cAt + 2 * cStride + 2 * LANES);
    c23.intoArray(c, cAt + 2 * cStride + 3 * LANES);
    c30.intoArray(c, cAt + 3 * cStride);
    c31.intoArray(c, cAt + 3 * cStride + LANES);
    c32.intoArray(c, cAt + 3 * cStride + 2 * LANES);
    c33.intoArray(c, cAt + 3 * cStride + 3 * LANES);
  }

  private static void fourByTwo(
      int k,
      float[] a,
      int aAt,
      int aStride,
      int aStep,
      float[] b,
      int bFrom,
      int bStride,
      float[] c,
      int cAt,
      int cStride) {
    FloatVector c00 = FloatVector.fromArray(WIDE, c, cAt);
    FloatVector c01 = FloatVector.fromArray(WIDE, c, cAt + LANES);
    FloatVector c10 = FloatVector.fromArray(WIDE, c, cAt + cStride);
    FloatVector c11 = FloatVector.fromArray(WIDE, c, cAt + cStride + LANES);
    FloatVector c20 = FloatVector.fromArray(WIDE, c, cAt + 2 * cStride);
    FloatVector c21 = FloatVector.fromArray(WIDE, c, cAt + 2 * cStride + LANES);
    FloatVector c30 = FloatVector.fromArray(WIDE, c, cAt + 3 * cStride);
    FloatVector c31 = FloatVector.fromArray(WIDE, c, cAt + 3 * cStride + LANES);
    for (int l = 0; l < k; l++) {
      int bAt = bFrom + l * bStride;
      FloatVector b0 = FloatVector.fromArray(WIDE, b, bAt);
      FloatVector b1 = FloatVector.fromArray(WIDE, b, bAt + LANES);
      FloatVector a0 = FloatVector.broadcast(WIDE, a[aAt + l * aStep]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(WIDE, a[aAt + aStride + l * aStep]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(WIDE, a[aAt + 2 * aStride + l * aStep]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(WIDE, a[aAt + 3 * aStride + l * aStep]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + LANES);
    c10.intoArray(c, cAt + cStride);
    c11.intoArray(c, cAt + cStride + LANES);
    c20.intoArray(c, cAt + 2 * cStride);
    c21.intoArray(c, cAt + 2 * cStride + LANES);
    c30.intoArray(c, cAt + 3 * cStride);
    c31.intoArray(c, cAt + 3 * cStride + LANES);
  }

  private static void fourByOne(
      int k,
      float[] a,
      int aAt,
      int aStride,
      int aStep,
      float[] b,
      int bFrom,
      int bStride,
      float[] c,
      int cAt,
      int cStride) {
    FloatVector c0 = FloatVector.fromArray(WIDE, c, cAt);
    FloatVector c1 = FloatVector.fromArray(WIDE, c, cAt + cStride);
    FloatVector c2 = FloatVector.fromArray(WIDE, c, cAt + 2 * cStride);
    FloatVector c3 = FloatVector.fromArray(WIDE, c, cAt + 3 * cStride);
    for (int l = 0; l < k; l++) {
      FloatVector row = FloatVector.fromArray(WIDE, b, bFrom + l * bStride);
      c0 = row.fma(FloatVector.broadcast(WIDE, a[aAt + l * aStep]), c0);
      c1 = row.fma(FloatVector.broadcast(WIDE, a[aAt + aStride + l * aStep]), c1);
      c2 = row.fma(FloatVector.broadcast(WIDE, a[aAt + 2 * aStride + l * aStep]), c2);
      c3 = row.fma(FloatVector.broadcast(WIDE, a[aAt + 3 * aStride + l * aStep]), c3);
    }
    c0.intoArray(c, cAt);
    c1.intoArray(c, cAt + cStride);
    c2.intoArray(c, cAt + 2 * cStride);
    c3.intoArray(c, cAt + 3 * cStride);
  }

  private static void oneRow(
      int k,
      int n,
      float[] a,
      int aAt,
      int aStep,
      float[] b,
      int bFrom,
      int bStride,
      float[] c,
      int cAt) {
    int l = 0;
    for (; l + 4 <= k; l += 4) {
      addFour(n, a, aAt + l * aStep, aStep, b, bFrom + l * bStride, bStride, c, cAt);
    }
    for (; l < k; l++) {
      addOne(n, a[aAt + l * aStep], b, bFrom + l * bStride, c, cAt);
    }
  }

  private static void addFour(
      int n, float[] a, int aAt, int aStep, float[] b, int b0, int bStride, float[] c, int cAt) {
    FloatVector a0 = FloatVector.broadcast(WIDE, a[aAt]);
    FloatVector a1 = FloatVector.broadcast(WIDE, a[aAt + aStep]);
    FloatVector a2 = FloatVector.broadcast(WIDE, a[aAt + 2 * aStep]);
    FloatVector a3 = FloatVector.broadcast(WIDE, a[aAt + 3 * aStep]);
    int b1 = b0 + bStride;
    int b2 = b1 + bStride;
    int b3 = b2 + bStride;
    int whole = WIDE.loopBound(n);
    for (int j = 0; j < whole; j += LANES) {
      FloatVector even =
          a0.fma(FloatVector.fromArray(WIDE, b, b0 + j), FloatVector.fromArray(WIDE, c, cAt + j));
      FloatVector odd = a1.mul(FloatVector.fromArray(WIDE, b, b1 + j));
      even = a2.fma(FloatVector.fromArray(WIDE, b, b2 + j), even);
      odd = a3.fma(FloatVector.fromArray(WIDE, b, b3 + j), odd);
      even.add(odd).intoArray(c, cAt + j);
    }
    for (int j = whole; j < n; j++) {
      c[cAt + j] +=
          a[aAt] * b[b0 + j]
              + a[aAt + aStep] * b[b1 + j]
              + (a[aAt + 2 * aStep] * b[b2 + j] + a[aAt + 3 * aStep] * b[b3 + j]);
    }
  }

  private static void addOne(int n, float factor, float[] b, int bAt, float[] c, int cAt) {
    FloatVector factors = FloatVector.broadcast(WIDE, factor);
    int whole = WIDE.loopBound(n);
    for (int j = 0; j < whole; j += LANES) {
      FloatVector sum = FloatVector.fromArray(WIDE, c, cAt + j);
      factors.fma(FloatVector.fromArray(WIDE, b, bAt + j), sum).intoArray(c, cAt + j);
    }
    for (int j = whole; j < n; j++) {
      c[cAt + j] += factor * b[bAt + j];
    }
  }
}
