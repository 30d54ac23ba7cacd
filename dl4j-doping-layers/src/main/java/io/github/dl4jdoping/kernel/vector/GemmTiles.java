package io.github.dl4jdoping.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code C += A B} for a tile of C whose entries stay in registers: so many rows by so many vectors.
 * Entry {@code [i, l]} of A is {@code a[aAt + i aStride + l aStep]}; whole vectors of the k rows of B
 * start at {@code bFrom}, those of the tile at {@code cAt}.
 */
final class GemmTiles {

  static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;
  static final int LANES = WIDE.length();

  private GemmTiles() {}

  static void fourByFour(
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

  static void fourByThree(
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
    FloatVector c10 = FloatVector.fromArray(WIDE, c, cAt + cStride);
    FloatVector c11 = FloatVector.fromArray(WIDE, c, cAt + cStride + LANES);
    FloatVector c12 = FloatVector.fromArray(WIDE, c, cAt + cStride + 2 * LANES);
    FloatVector c20 = FloatVector.fromArray(WIDE, c, cAt + 2 * cStride);
    FloatVector c21 = FloatVector.fromArray(WIDE, c, cAt + 2 * cStride + LANES);
    FloatVector c22 = FloatVector.fromArray(WIDE, c, cAt + 2 * cStride + 2 * LANES);
    FloatVector c30 = FloatVector.fromArray(WIDE, c, cAt + 3 * cStride);
    FloatVector c31 = FloatVector.fromArray(WIDE, c, cAt + 3 * cStride + LANES);
    FloatVector c32 = FloatVector.fromArray(WIDE, c, cAt + 3 * cStride + 2 * LANES);
    for (int l = 0; l < k; l++) {
      int bAt = bFrom + l * bStride;
      FloatVector b0 = FloatVector.fromArray(WIDE, b, bAt);
      FloatVector b1 = FloatVector.fromArray(WIDE, b, bAt + LANES);
      FloatVector b2 = FloatVector.fromArray(WIDE, b, bAt + 2 * LANES);
      FloatVector a0 = FloatVector.broadcast(WIDE, a[aAt + l * aStep]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      FloatVector a1 = FloatVector.broadcast(WIDE, a[aAt + aStride + l * aStep]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      FloatVector a2 = FloatVector.broadcast(WIDE, a[aAt + 2 * aStride + l * aStep]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      FloatVector a3 = FloatVector.broadcast(WIDE, a[aAt + 3 * aStride + l * aStep]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + LANES);
    c02.intoArray(c, cAt + 2 * LANES);
    c10.intoArray(c, cAt + cStride);
    c11.intoArray(c, cAt + cStride + LANES);
    c12.intoArray(c, cAt + cStride + 2 * LANES);
    c20.intoArray(c, cAt + 2 * cStride);
    c21.intoArray(c, cAt + 2 * cStride + LANES);
    c22.intoArray(c, cAt + 2 * cStride + 2 * LANES);
    c30.intoArray(c, cAt + 3 * cStride);
    c31.intoArray(c, cAt + 3 * cStride + LANES);
    c32.intoArray(c, cAt + 3 * cStride + 2 * LANES);
  }

  static void fourByTwo(
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

  static void fourByOne(
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

  /** For three rows, like those below; or, if {@code rows} says so, for two, the last one twice. */
  static void threeByFour(
      int rows,
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
    int a2At = aAt + (rows - 1) * aStride;
    int c1At = cAt + cStride;
    int c2At = cAt + (rows - 1) * cStride;
    FloatVector c00 = FloatVector.fromArray(WIDE, c, cAt);
    FloatVector c01 = FloatVector.fromArray(WIDE, c, cAt + LANES);
    FloatVector c02 = FloatVector.fromArray(WIDE, c, cAt + 2 * LANES);
    FloatVector c03 = FloatVector.fromArray(WIDE, c, cAt + 3 * LANES);
    FloatVector c10 = FloatVector.fromArray(WIDE, c, c1At);
    FloatVector c11 = FloatVector.fromArray(WIDE, c, c1At + LANES);
    FloatVector c12 = FloatVector.fromArray(WIDE, c, c1At + 2 * LANES);
    FloatVector c13 = FloatVector.fromArray(WIDE, c, c1At + 3 * LANES);
    FloatVector c20 = FloatVector.fromArray(WIDE, c, c2At);
    FloatVector c21 = FloatVector.fromArray(WIDE, c, c2At + LANES);
    FloatVector c22 = FloatVector.fromArray(WIDE, c, c2At + 2 * LANES);
    FloatVector c23 = FloatVector.fromArray(WIDE, c, c2At + 3 * LANES);
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
      FloatVector a2 = FloatVector.broadcast(WIDE, a[a2At + l * aStep]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      c23 = a2.fma(b3, c23);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + LANES);
    c02.intoArray(c, cAt + 2 * LANES);
    c03.intoArray(c, cAt + 3 * LANES);
    c10.intoArray(c, c1At);
    c11.intoArray(c, c1At + LANES);
    c12.intoArray(c, c1At + 2 * LANES);
    c13.intoArray(c, c1At + 3 * LANES);
    c20.intoArray(c, c2At);
    c21.intoArray(c, c2At + LANES);
    c22.intoArray(c, c2At + 2 * LANES);
    c23.intoArray(c, c2At + 3 * LANES);
  }

  static void threeByThree(
      int rows,
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
    int a2At = aAt + (rows - 1) * aStride;
    int c1At = cAt + cStride;
    int c2At = cAt + (rows - 1) * cStride;
    FloatVector c00 = FloatVector.fromArray(WIDE, c, cAt);
    FloatVector c01 = FloatVector.fromArray(WIDE, c, cAt + LANES);
    FloatVector c02 = FloatVector.fromArray(WIDE, c, cAt + 2 * LANES);
    FloatVector c10 = FloatVector.fromArray(WIDE, c, c1At);
    FloatVector c11 = FloatVector.fromArray(WIDE, c, c1At + LANES);
    FloatVector c12 = FloatVector.fromArray(WIDE, c, c1At + 2 * LANES);
    FloatVector c20 = FloatVector.fromArray(WIDE, c, c2At);
    FloatVector c21 = FloatVector.fromArray(WIDE, c, c2At + LANES);
    FloatVector c22 = FloatVector.fromArray(WIDE, c, c2At + 2 * LANES);
    for (int l = 0; l < k; l++) {
      int bAt = bFrom + l * bStride;
      FloatVector b0 = FloatVector.fromArray(WIDE, b, bAt);
      FloatVector b1 = FloatVector.fromArray(WIDE, b, bAt + LANES);
      FloatVector b2 = FloatVector.fromArray(WIDE, b, bAt + 2 * LANES);
      FloatVector a0 = FloatVector.broadcast(WIDE, a[aAt + l * aStep]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      FloatVector a1 = FloatVector.broadcast(WIDE, a[aAt + aStride + l * aStep]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      FloatVector a2 = FloatVector.broadcast(WIDE, a[a2At + l * aStep]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + LANES);
    c02.intoArray(c, cAt + 2 * LANES);
    c10.intoArray(c, c1At);
    c11.intoArray(c, c1At + LANES);
    c12.intoArray(c, c1At + 2 * LANES);
    c20.intoArray(c, c2At);
    c21.intoArray(c, c2At + LANES);
    c22.intoArray(c, c2At + 2 * LANES);
  }

  static void threeByTwo(
      int rows,
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
    int a2At = aAt + (rows - 1) * aStride;
    int c1At = cAt + cStride;
    int c2At = cAt + (rows - 1) * cStride;
    FloatVector c00 = FloatVector.fromArray(WIDE, c, cAt);
    FloatVector c01 = FloatVector.fromArray(WIDE, c, cAt + LANES);
    FloatVector c10 = FloatVector.fromArray(WIDE, c, c1At);
    FloatVector c11 = FloatVector.fromArray(WIDE, c, c1At + LANES);
    FloatVector c20 = FloatVector.fromArray(WIDE, c, c2At);
    FloatVector c21 = FloatVector.fromArray(WIDE, c, c2At + LANES);
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
      FloatVector a2 = FloatVector.broadcast(WIDE, a[a2At + l * aStep]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + LANES);
    c10.intoArray(c, c1At);
    c11.intoArray(c, c1At + LANES);
    c20.intoArray(c, c2At);
    c21.intoArray(c, c2At + LANES);
  }

  static void threeByOne(
      int rows,
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
    int a2At = aAt + (rows - 1) * aStride;
    int c1At = cAt + cStride;
    int c2At = cAt + (rows - 1) * cStride;
    FloatVector c00 = FloatVector.fromArray(WIDE, c, cAt);
    FloatVector c10 = FloatVector.fromArray(WIDE, c, c1At);
    FloatVector c20 = FloatVector.fromArray(WIDE, c, c2At);
    for (int l = 0; l < k; l++) {
      int bAt = bFrom + l * bStride;
      FloatVector b0 = FloatVector.fromArray(WIDE, b, bAt);
      FloatVector a0 = FloatVector.broadcast(WIDE, a[aAt + l * aStep]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = FloatVector.broadcast(WIDE, a[aAt + aStride + l * aStep]);
      c10 = a1.fma(b0, c10);
      FloatVector a2 = FloatVector.broadcast(WIDE, a[a2At + l * aStep]);
      c20 = a2.fma(b0, c20);
    }
    c00.intoArray(c, cAt);
    c10.intoArray(c, c1At);
    c20.intoArray(c, c2At);
  }
}
