package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Product;
import java.util.Arrays;

/** The product with a hybrid matrix whose free columns are not the first ones of each block. */
final class PlacedProduct implements Product {

  private final HybridProduct parts;
  private final FreeUnits units;

  /**
   * A product.
   *
   * @param parts the product with the free columns first
   * @param units where they belong
   */
  PlacedProduct(HybridProduct parts, FreeUnits units) {
    this.parts = parts;
    this.units = units;
  }

  /** The factors, put together again. */
  HybridFactors factors() {
    return parts.factors(units);
  }

  @Override
  public int rows() {
    return parts.rows();
  }

  @Override
  public int columns() {
    return parts.columns();
  }

  @Override
  public long bytes() {
    return parts.bytes() + units.bytes();
  }

  @Override
  public int scratch(int batch) {
    return parts.scratch(batch) + batch * columns();
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
    // Behind what the parts need for themselves.
    int from = parts.scratch(batch);
    Arrays.fill(scratch, from, from + batch * columns(), 0f);
    parts.add(batch, x, xFrom, xStride, scratch, from, columns(), scratch);
    int width = columns() / HybridShape.BLOCKS;
    for (int i = 0; i < batch; i++) {
      for (int block = 0; block < HybridShape.BLOCKS; block++) {
        int outputs = from + i * columns() + block * width;
        units.add(scratch, outputs, width, y, yFrom + i * yStride + block * width);
      }
    }
  }
}
