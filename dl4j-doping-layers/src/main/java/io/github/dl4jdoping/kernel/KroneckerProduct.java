package io.github.dl4jdoping.kernel;

import java.util.Arrays;

/**
 * A sum of Kronecker products. With a row vector as {@code X [p1, p2]} and its image as {@code Y [q1,
 * q2]}, both row-major, {@code Y = sum_k B_k' X C_k}: two small products, in the order that takes
 * fewer multiplications.
 */
public final class KroneckerProduct implements Product {

  /** So many row vectors are multiplied at a time. */
  private static final int CHUNK = 16;

  private final Gemm gemm;
  private final KroneckerShape shape;
  private final boolean lastFirst;

  /** {@code B_k'}, {@code [K, q1, p1]}. */
  private final float[] bTransposed;

  /** {@code C_k}, {@code [K, p2, q2]}, rows padded. */
  private final float[] c;

  private final int cStride;

  KroneckerProduct(Gemm gemm, KroneckerShape shape, float[] b, float[] c) {
    this.gemm = gemm;
    this.shape = shape;
    this.cStride = gemm.padded(shape.q2());
    long xPadded = gemm.padded(shape.p2());
    Matrices.check("B", b, shape.terms(), shape.p1(), shape.q1());
    this.bTransposed = Transposition.ofEach(b, shape.p1(), shape.q1());
    this.c = Matrices.padded("C", c, cStride, shape.terms(), shape.p2(), shape.q2());
    this.lastFirst =
        (long) shape.p1() * cStride * (shape.p2() + shape.q1())
            <= (long) shape.q1() * (shape.p1() * xPadded + (long) shape.p2() * cStride);
  }

  /**
   * The left factors.
   *
   * @return a new array, {@code B [K, p1, q1]}, row-major
   */
  public float[] b() {
    return Transposition.ofEach(bTransposed, shape.q1(), shape.p1());
  }

  /**
   * The right factors.
   *
   * @return a new array, {@code C [K, p2, q2]}, row-major
   */
  public float[] c() {
    return Matrices.unpadded(c, cStride, shape.q2());
  }

  @Override
  public int rows() {
    return shape.rows();
  }

  @Override
  public int columns() {
    return shape.columns();
  }

  @Override
  public long bytes() {
    return (long) Float.BYTES * (bTransposed.length + c.length);
  }

  @Override
  public int scratch(int batch) {
    return lastFirst
        ? batch * shape.p1() * cStride
        : (shape.p1() + shape.q1()) * gemm.padded(Math.min(CHUNK, batch) * shape.p2());
  }

  @Override
  public void add(
      int batch,
      float[] x,
      int xFrom,
      int xStride,
      float[] y,
      int yFrom,
      int yStride,
      float[] scratch) {
    for (int k = 0; k < shape.terms(); k++) {
      if (lastFirst) {
        addLastFirst(k, batch, x, xFrom, xStride, y, yFrom, yStride, scratch);
      } else {
        for (int i = 0; i < batch; i += CHUNK) {
          int vectors = Math.min(CHUNK, batch - i);
          int xAt = xFrom + i * xStride;
          int yAt = yFrom + i * yStride;
          addFirstFirst(k, vectors, x, xAt, xStride, y, yAt, yStride, scratch);
        }
      }
    }
  }

  private void addLastFirst(
      int k,
      int batch,
      float[] x,
      int xFrom,
      int xStride,
      float[] y,
      int yFrom,
      int yStride,
      float[] scratch) {
    int p1 = shape.p1();
    int q1 = shape.q1();
    int p2 = shape.p2();
    int q2 = shape.q2();
    int inner = p1 * cStride;
    Arrays.fill(scratch, 0, batch * inner, 0f);
    // Without gaps between them the rows of all X are the rows of one tall matrix.
    int together = xStride == p1 * p2 ? batch : 1;
    for (int i = 0; i < batch; i += together) {
      int at = i * inner;
      int rows = together * p1;
      int cAt = k * p2 * cStride;
      gemm.add(rows, p2, q2, x, xFrom + i * xStride, p2, c, cAt, cStride, scratch, at, cStride);
    }
    for (int i = 0; i < batch; i++) {
      int yAt = yFrom + i * yStride;
      gemm.add(q1, p1, q2, bTransposed, k * p1 * q1, p1, scratch, i * inner, cStride, y, yAt, q2);
    }
  }

  /** {@code B' X} of all row vectors at once, {@code [q1, N, p2]}, then that of each one times C. */
  private void addFirstFirst(
      int k,
      int batch,
      float[] x,
      int xFrom,
      int xStride,
      float[] y,
      int yFrom,
      int yStride,
      float[] scratch) {
    int p1 = shape.p1();
    int q1 = shape.q1();
    int p2 = shape.p2();
    int q2 = shape.q2();
    int row = gemm.padded(batch * p2);
    int inner = p1 * row;
    Arrays.fill(scratch, inner, (p1 + q1) * row, 0f);
    loadInputs(batch, x, xFrom, xStride, scratch, row);
    gemm.add(
        q1, p1, batch * p2, bTransposed, k * p1 * q1, p1, scratch, 0, row, scratch, inner, row);
    int cAt = k * p2 * cStride;
    for (int n = 0; n < batch; n++) {
      int at = inner + n * p2;
      gemm.add(q1, p2, q2, scratch, at, row, c, cAt, cStride, y, yFrom + n * yStride, q2);
    }
  }

  /** Brings row {@code i1} of every X next to each other. */
  private void loadInputs(int batch, float[] x, int xFrom, int xStride, float[] inputs, int row) {
    int p2 = shape.p2();
    for (int i = 0; i < shape.p1(); i++) {
      int at = i * row;
      for (int n = 0; n < batch; n++) {
        System.arraycopy(x, xFrom + n * xStride + i * p2, inputs, at + n * p2, p2);
      }
      Arrays.fill(inputs, at + batch * p2, at + row, 0f);
    }
  }
}
