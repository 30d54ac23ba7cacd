package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.DenseProduct;

/** A dense layer laid out to run. */
final class DenseStage implements PointwiseStage {

  private final DenseProduct product;
  private final float[] bias;
  private final ActivationFunction activation;

  DenseStage(DenseProduct product, float[] bias, ActivationFunction activation) {
    this.product = product;
    this.bias = bias;
    this.activation = activation;
  }

  @Override
  public CompactDense describe() {
    return new CompactDense(inputs(), outputs(), product.matrix(), bias, activation);
  }

  @Override
  public int inputs() {
    return product.rows();
  }

  @Override
  public int outputs() {
    return product.columns();
  }

  @Override
  public int scratch(int rows) {
    return product.scratch(rows);
  }

  @Override
  public void apply(int rows, float[] in, int from, float[] out, float[] scratch) {
    int columns = outputs();
    Rows.fill(rows, bias, out, columns);
    product.add(rows, in, from, inputs(), out, 0, columns, scratch);
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
