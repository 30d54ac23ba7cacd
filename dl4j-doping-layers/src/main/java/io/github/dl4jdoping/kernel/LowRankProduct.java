package io.github.dl4jdoping.kernel;

import java.util.Arrays;

/** A matrix of low rank: {@code x L}, then {@code (x L) Q}. */
public final class LowRankProduct implements Product {

  private final Gemm gemm;
  private final int rows;
  private final int columns;
  private final int rank;
  private final int leftStride;
  private final int rightStride;
  private final float[] left;
  private final float[] right;

  LowRankProduct(Gemm gemm, int rows, int columns, int rank, float[] left, float[] right) {
    this.gemm = gemm;
    this.rows = rows;
    this.columns = columns;
    this.rank = rank;
    this.leftStride = gemm.padded(rank);
    this.rightStride = gemm.padded(columns);
    this.left = Matrices.padded("L", left, leftStride, rows, rank);
    this.right = Matrices.padded("Q", right, rightStride, rank, columns);
  }

  /**
   * The left factor.
   *
   * @return a new array, {@code L [rows, r]}, row-major
   */
  public float[] left() {
    return Matrices.unpadded(left, leftStride, rank);
  }

  /**
   * The right factor.
   *
   * @return a new array, {@code Q [r, columns]}, row-major
   */
  public float[] right() {
    return Matrices.unpadded(right, rightStride, columns);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public long bytes() {
    return (long) Float.BYTES * (left.length + right.length);
  }

  @Override
  public int scratch(int batch) {
    return batch * leftStride;
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
    Arrays.fill(scratch, 0, batch * leftStride, 0f);
    gemm.add(batch, rows, rank, x, xFrom, xStride, left, 0, leftStride, scratch, 0, leftStride);
    gemm.add(
        batch, rank, columns, scratch, 0, leftStride, right, 0, rightStride, y, yFrom, yStride);
  }
}
