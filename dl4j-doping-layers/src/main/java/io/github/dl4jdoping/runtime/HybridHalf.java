package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.DenseProduct;
import io.github.dl4jdoping.kernel.Kernels;
import java.util.Arrays;

/**
 * The pieces of low rank of a hybrid matrix for one half of its inputs: {@code x L} for all blocks at
 * once, then a small product for each block. Where free columns lie between the others, that product
 * has columns of zeros for them: they cost less than moving its outputs.
 */
final class HybridHalf {

  private static final int BLOCKS = HybridShape.BLOCKS;

  private final HybridShape shape;
  private final FreeUnits units;
  private final int half;
  private final DenseProduct left;
  private final DenseProduct[] right;

  /** Arrays as in {@link HybridFactors}, of which this half's part is taken. */
  HybridHalf(
      Kernels kernels, HybridShape shape, FreeUnits units, int half, float[] left, float[] right) {
    this.shape = shape;
    this.units = units;
    this.half = half;
    int from = leftFrom();
    int rows = shape.halfRows(half);
    float[] rowsOfHalf = Arrays.copyOfRange(left, from, from + rows * rankWidth());
    this.left = kernels.dense(rows, rankWidth(), rowsOfHalf);
    this.right = new DenseProduct[BLOCKS];
    for (int block = 0; block < BLOCKS; block++) {
      float[] columns = columns(right, block);
      this.right[block] = kernels.dense(shape.rank(), units.othersWidth(), columns);
    }
  }

  private float[] columns(float[] all, int block) {
    int width = units.othersWidth();
    float[] columns = new float[shape.rank() * width];
    for (int k = 0; k < shape.rank(); k++) {
      units.spreadOthers(all, rightFrom(k, block), columns, k * width);
    }
    return columns;
  }

  /** Puts this half's part of both factors back to where it was taken from. */
  void read(float[] toLeft, float[] toRight) {
    float[] rows = left.matrix();
    System.arraycopy(rows, 0, toLeft, leftFrom(), rows.length);
    int width = units.othersWidth();
    for (int block = 0; block < BLOCKS; block++) {
      float[] columns = right[block].matrix();
      for (int k = 0; k < shape.rank(); k++) {
        units.collectOthers(columns, k * width, toRight, rightFrom(k, block));
      }
    }
  }

  private int rankWidth() {
    return (int) shape.rankWidth();
  }

  private int leftFrom() {
    return shape.halfStart(half) * rankWidth();
  }

  private int rightFrom(int k, int block) {
    return (half * shape.rank() + k) * shape.lowRankWidth() + block * shape.lowRank();
  }

  long bytes() {
    long bytes = left.bytes();
    for (DenseProduct block : right) {
      bytes += block.bytes();
    }
    return bytes;
  }

  /** As {@link HybridProduct#add}. */
  void add(
      int batch,
      float[] x,
      int xFrom,
      int xStride,
      float[] y,
      int yFrom,
      int yStride,
      float[] scratch) {
    int width = rankWidth();
    Arrays.fill(scratch, 0, batch * width, 0f);
    left.add(batch, x, xFrom + shape.halfStart(half), xStride, scratch, 0, width, scratch);
    for (int block = 0; block < BLOCKS; block++) {
      int to = yFrom + block * shape.blockColumns() + units.othersFrom();
      right[block].add(batch, scratch, block * shape.rank(), width, y, to, yStride, scratch);
    }
  }
}
