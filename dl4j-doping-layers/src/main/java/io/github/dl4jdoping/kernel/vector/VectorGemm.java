package io.github.dl4jdoping.kernel.vector;

import io.github.dl4jdoping.kernel.Gemm;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code C += A B} in tiles of C that stay in registers: four rows by up to four vectors.
 * Whole vectors throughout, for which B is padded. What is left over of the rows, and a single row,
 * goes along the rows of B instead, which is the order they lie in memory.
 *
 * <p>Vectors of one length only: HotSpot of Java 17 compiles none of them well once it has seen two.
 */
final class VectorGemm implements Gemm {

  private static final VectorSpecies<Float> WIDE = GemmTiles.WIDE;
  private static final int LANES = GemmTiles.LANES;

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
      GemmTiles.fourByFour(k, a, aAt, aStride, aStep, b, bFrom + j, bStride, c, cAt + j, cStride);
    }
    if (j + 2 * LANES < n) {
      GemmTiles.fourByThree(k, a, aAt, aStride, aStep, b, bFrom + j, bStride, c, cAt + j, cStride);
    } else if (j + LANES < n) {
      GemmTiles.fourByTwo(k, a, aAt, aStride, aStep, b, bFrom + j, bStride, c, cAt + j, cStride);
    } else if (j < n) {
      GemmTiles.fourByOne(k, a, aAt, aStride, aStep, b, bFrom + j, bStride, c, cAt + j, cStride);
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
      GemmTiles.oneByFour(k, a, aAt, aStep, b, bFrom + j, bStride, c, cAt + j);
    }
    if (j + 2 * LANES < n) {
      GemmTiles.oneByThree(k, a, aAt, aStep, b, bFrom + j, bStride, c, cAt + j);
    } else if (j + LANES < n) {
      GemmTiles.oneByTwo(k, a, aAt, aStep, b, bFrom + j, bStride, c, cAt + j);
    } else if (j < n) {
      GemmTiles.oneByOne(k, a, aAt, aStep, b, bFrom + j, bStride, c, cAt + j);
    }
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
