package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Product;

/** A dense layer laid out to run. */
final class DenseStage implements PointwiseStage {

  private final CompactDense layer;
  private final Product product;
  private final float[] bias;
  private final ActivationFunction activation;

  DenseStage(CompactDense layer, Product product, float[] bias, ActivationFunction activation) {
    this.layer = layer;
    this.product = product;
    this.bias = bias;
    this.activation = activation;
  }

  @Override
  public CompactLayer describe() {
    return layer;
  }

  @Override
  public int scratch(int rows) {
    return product.scratch(rows);
  }

  @Override
  public void apply(int rows, float[] in, int from, float[] out, float[] scratch) {
    int columns = product.columns();
    Rows.fill(rows, bias, out, columns);
    product.add(rows, in, from, product.rows(), out, 0, columns, scratch);
    Rows.activate(activation, rows, out, columns);
  }

  @Override
  public long memoryBytes() {
    return product.bytes() + (long) Float.BYTES * bias.length;
  }

  @Override
  public long stepBytes() {
    return memoryBytes();
  }
}
