package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.DenseProduct;
import io.github.dl4jdoping.kernel.Kernels;
import io.github.dl4jdoping.kernel.Product;
import java.util.Arrays;
import java.util.Optional;

/**
 * The product with a hybrid matrix: {@code x D} for the dense columns of all blocks at once, then the
 * pieces of low rank, one half of the inputs after the other.
 */
final class HybridProduct implements Product {

  private static final int BLOCKS = HybridShape.BLOCKS;

  private final HybridShape shape;
  private final FreeUnits units;
  private final Optional<DenseProduct> dense;
  private final HybridHalf[] halves;

  /** Arrays as in {@link HybridFactors}. */
  HybridProduct(
      Kernels kernels,
      HybridShape shape,
      FreeUnits units,
      float[] dense,
      float[] left,
      float[] right) {
    this.shape = shape;
    this.units = units;
    this.dense =
        shape.dense() == 0
            ? Optional.empty()
            : Optional.of(kernels.dense(shape.rows(), shape.denseWidth(), dense));
    this.halves = new HybridHalf[shape.lowRank() == 0 ? 0 : shape.halves()];
    for (int half = 0; half < halves.length; half++) {
      halves[half] = new HybridHalf(kernels, shape, units, half, left, right);
    }
  }

  /** The factors, put together again. */
  HybridFactors factors() {
    float[] left = new float[halves.length == 0 ? 0 : shape.rows() * (int) shape.rankWidth()];
    float[] right = new float[halves.length * shape.rank() * shape.lowRankWidth()];
    for (HybridHalf half : halves) {
      half.read(left, right);
    }
    float[] columns = dense.map(DenseProduct::matrix).orElseGet(() -> new float[0]);
    return new HybridFactors(shape, units, columns, left, right);
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
    long bytes = units.bytes() + dense.map(DenseProduct::bytes).orElse(0L);
    for (HybridHalf half : halves) {
      bytes += half.bytes();
    }
    return bytes;
  }

  @Override
  public int scratch(int batch) {
    return batch * Math.max(shape.denseWidth(), BLOCKS * shape.rank());
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
    if (dense.isPresent()) {
      int width = shape.denseWidth();
      Arrays.fill(scratch, 0, batch * width, 0f);
      dense.get().add(batch, x, xFrom, xStride, scratch, 0, width, scratch);
      for (int i = 0; i < batch; i++) {
        addDenseColumns(scratch, i * width, y, yFrom + i * yStride);
      }
    }
    for (HybridHalf half : halves) {
      half.add(batch, x, xFrom, xStride, y, yFrom, yStride, scratch);
    }
  }

  private void addDenseColumns(float[] columns, int from, float[] y, int yAt) {
    for (int block = 0; block < BLOCKS; block++) {
      int source = from + block * shape.dense();
      units.addFree(columns, source, y, yAt + block * shape.blockColumns());
    }
  }
}
