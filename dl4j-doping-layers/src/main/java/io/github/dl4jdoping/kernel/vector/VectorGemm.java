package io.github.dl4jdoping.kernel.vector;

import io.github.dl4jdoping.kernel.Gemm;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code C += A B} in tiles of C that stay in registers: two to four rows by up to four vectors.
 * Whole vectors throughout, for which B is padded. A single row goes along the rows of B instead,
 * which is the order they lie in memory.
 *
 * <p>Vectors of one length only: HotSpot of Java 17 compiles none of them well once it has seen two.
 */
final class VectorGemm implements Gemm {

  private static final VectorSpecies<Float> WIDE = GemmTiles.WIDE;
  private static final int LANES = GemmTiles.LANES;
  private static final int MOST_ROWS = 4;

  /**
   * Processors with vectors of 256 bits have sixteen registers for them, others thirty-two: a tile of four by
   * four vectors would have to be kept in memory there.
   */
  private static final int PANEL = (LANES == 8 ? 3 : 4) * LANES;

  @Override
  public int padding() {
    return LANES;
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
    while (whole > 1 && i < whole) {
      int rows = rowsOfTile(whole - i);
      int aAt = aFrom + i * aStride;
      int cAt = cFrom + i * cStride;
      if (rows == MOST_ROWS) {
        fourRows(k, n, a, aAt, aStride, aStep, b, bFrom, bStride, c, cAt, cStride);
      } else {
        threeRows(rows, k, n, a, aAt, aStride, aStep, b, bFrom, bStride, c, cAt, cStride);
      }
      i += rows;
    }
    for (; i < m; i++) {
      oneRow(k, n, a, aFrom + i * aStride, aStep, b, bFrom, bStride, c, cFrom + i * cStride);
    }
  }

  /** Two to four, so that as few tiles as possible are as equal as possible. */
  private static int rowsOfTile(int left) {
    int tiles = (left + MOST_ROWS - 1) / MOST_ROWS;
    return (left + tiles - 1) / tiles;
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
    for (int j = 0; j < n; j += PANEL) {
      int bAt = bFrom + j;
      int to = cAt + j;
      switch (vectors(n - j)) {
        case 4 -> GemmTiles.fourByFour(k, a, aAt, aStride, aStep, b, bAt, bStride, c, to, cStride);
        case 3 -> GemmTiles.fourByThree(k, a, aAt, aStride, aStep, b, bAt, bStride, c, to, cStride);
        case 2 -> GemmTiles.fourByTwo(k, a, aAt, aStride, aStep, b, bAt, bStride, c, to, cStride);
        default -> GemmTiles.fourByOne(k, a, aAt, aStride, aStep, b, bAt, bStride, c, to, cStride);
      }
    }
  }

  private static void threeRows(
      int rows,
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
    for (int j = 0; j < n; j += PANEL) {
      int bAt = bFrom + j;
      int to = cAt + j;
      switch (vectors(n - j)) {
        case 4 ->
            GemmTiles.threeByFour(rows, k, a, aAt, aStride, aStep, b, bAt, bStride, c, to, cStride);
        case 3 ->
            GemmTiles.threeByThree(
                rows, k, a, aAt, aStride, aStep, b, bAt, bStride, c, to, cStride);
        case 2 ->
            GemmTiles.threeByTwo(rows, k, a, aAt, aStride, aStep, b, bAt, bStride, c, to, cStride);
        default ->
            GemmTiles.threeByOne(rows, k, a, aAt, aStride, aStep, b, bAt, bStride, c, to, cStride);
      }
    }
  }

  /** How many vectors a tile has for so many columns. */
  private static int vectors(int columns) {
    return Math.min(PANEL, columns + LANES - 1) / LANES;
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
