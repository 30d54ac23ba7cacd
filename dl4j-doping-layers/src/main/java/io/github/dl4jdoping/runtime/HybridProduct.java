package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Gemm;
import io.github.dl4jdoping.kernel.Product;
import java.util.Arrays;

/**
 * The product with a hybrid matrix: {@code x D} for the dense columns of all blocks at once, and for
 * each half of the inputs {@code x L} for all blocks at once, then a small product for each block.
 */
final class HybridProduct implements Product {

  private final Gemm gemm;
  private final HybridShape shape;
  private final float[] dense;
  private final float[] left;
  private final float[] right;

  /** Arrays as in {@link HybridFactors}; not copied. */
  HybridProduct(Gemm gemm, HybridShape shape, float[] dense, float[] left, float[] right) {
    this.gemm = gemm;
    this.shape = shape;
    this.dense = dense;
    this.left = left;
    this.right = right;
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
    return (long) Float.BYTES * (dense.length + left.length + right.length);
  }

  @Override
  public int scratch(int batch) {
    return batch * Math.max(shape.denseWidth(), HybridShape.BLOCKS * shape.rank());
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
    if (shape.dense() > 0) {
      addDense(batch, x, xFrom, xStride, y, yFrom, yStride, scratch);
    }
    if (shape.lowRank() > 0) {
      for (int half = 0; half < shape.halves(); half++) {
        int from = xFrom + shape.halfStart(half);
        addHalf(half, batch, x, from, xStride, y, yFrom, yStride, scratch);
      }
    }
  }

  private void addDense(
      int batch,
      float[] x,
      int xFrom,
      int xStride,
      float[] y,
      int yFrom,
      int yStride,
      float[] scratch) {
    int width = shape.denseWidth();
    Arrays.fill(scratch, 0, batch * width, 0f);
    gemm.add(batch, rows(), width, x, xFrom, xStride, dense, 0, width, scratch, 0, width);
    for (int i = 0; i < batch; i++) {
      for (int block = 0; block < HybridShape.BLOCKS; block++) {
        int to = yFrom + i * yStride + block * shape.blockColumns();
        addRow(shape.dense(), scratch, i * width + block * shape.dense(), y, to);
      }
    }
  }

  private static void addRow(int length, float[] from, int fromAt, float[] to, int toAt) {
    for (int j = 0; j < length; j++) {
      to[toAt + j] += from[fromAt + j];
    }
  }

  private void addHalf(
      int half,
      int batch,
      float[] x,
      int xFrom,
      int xStride,
      float[] y,
      int yFrom,
      int yStride,
      float[] scratch) {
    int rank = shape.rank();
    int width = HybridShape.BLOCKS * rank;
    int rows = shape.halfRows(half);
    int leftFrom = shape.halfStart(half) * width;
    Arrays.fill(scratch, 0, batch * width, 0f);
    gemm.add(batch, rows, width, x, xFrom, xStride, left, leftFrom, width, scratch, 0, width);
    int columns = shape.lowRank();
    int rightWidth = shape.lowRankWidth();
    for (int block = 0; block < HybridShape.BLOCKS; block++) {
      int rightFrom = half * rank * rightWidth + block * columns;
      int to = yFrom + block * shape.blockColumns() + shape.dense();
      gemm.add(
          batch,
          rank,
          columns,
          scratch,
          block * rank,
          width,
          right,
          rightFrom,
          rightWidth,
          y,
          to,
          yStride);
    }
  }
}
