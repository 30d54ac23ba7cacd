package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Kernels;
import io.github.dl4jdoping.kernel.Product;
import io.github.dl4jdoping.support.Support;
import java.util.Optional;

/**
 * What multiplies with the two weight matrices of an LSTM: a product for the structure of each, and
 * one for both sparse parts, on top of each other as {@code [SW; SR]}. As they add to the same outputs,
 * one pass over the outputs does for both.
 */
final class LstmProducts {

  private final int inputs;
  private final int units;
  private final FactorsLayout input;
  private final FactorsLayout recurrent;
  private final Optional<Product> sparse;

  LstmProducts(CompactLstm layer, Kernels kernels) {
    this.inputs = layer.inputs();
    this.units = layer.outputs();
    this.input = layer.input().structure().layout(kernels);
    this.recurrent = layer.recurrent().structure().layout(kernels);
    this.sparse = sparse(layer.input(), layer.recurrent(), kernels);
  }

  private static Optional<Product> sparse(
      WeightMatrix input, WeightMatrix recurrent, Kernels kernels) {
    Support above = input.support();
    Support below = recurrent.support();
    if (above.size() + below.size() == 0) {
      return Optional.empty();
    }
    int rows = above.rows() + below.rows();
    int[] positions = new int[above.size() + below.size()];
    float[] values = new float[positions.length];
    float[] valuesAbove = input.values();
    float[] valuesBelow = recurrent.values();
    int fromAbove = 0;
    int fromBelow = 0;
    for (int k = 0; k < positions.length; k++) {
      boolean next =
          fromBelow == below.size()
              || (fromAbove < above.size() && above.column(fromAbove) <= below.column(fromBelow));
      int column = next ? above.column(fromAbove) : below.column(fromBelow);
      int row = next ? above.row(fromAbove) : above.rows() + below.row(fromBelow);
      positions[k] = column * rows + row;
      values[k] = next ? valuesAbove[fromAbove++] : valuesBelow[fromBelow++];
    }
    return Optional.of(kernels.sparse(Support.of(rows, above.columns(), positions), values));
  }

  /** The input matrix, put together again from the layouts. */
  WeightMatrix describeInput() {
    return describe(input, 0, inputs);
  }

  /** The recurrent matrix, likewise. */
  WeightMatrix describeRecurrent() {
    return describe(recurrent, inputs, units);
  }

  private WeightMatrix describe(FactorsLayout structure, int firstRow, int rows) {
    Factors factors = structure.description().get();
    return sparse
        .map(product -> SparseEntries.of(product, firstRow, rows).with(factors))
        .orElseGet(() -> new WeightMatrix(factors));
  }

  /** Whether {@link #addSparse} does anything. */
  boolean isSparse() {
    return sparse.isPresent();
  }

  int scratch(int inputRows, int batch) {
    int scratch = sparse.map(product -> product.scratch(batch)).orElse(0);
    scratch = Math.max(scratch, input.product().map(p -> p.scratch(inputRows)).orElse(0));
    return Math.max(scratch, recurrent.product().map(p -> p.scratch(batch)).orElse(0));
  }

  /** What the matrices take in memory, and so what a step reads. */
  long bytes() {
    return bytes(input.product()) + bytes(recurrent.product()) + bytes(sparse);
  }

  private static long bytes(Optional<Product> product) {
    return product.map(Product::bytes).orElse(0L);
  }

  /** Adds the product of x with the structure of the input matrix. */
  void addInput(int rows, float[] x, int xFrom, float[] z, float[] scratch) {
    if (input.product().isPresent()) {
      Product product = input.product().get();
      product.add(rows, x, xFrom, inputs, z, 0, product.columns(), scratch);
    }
  }

  /** Adds the product of h with the structure of the recurrent matrix. */
  void addRecurrent(int batch, float[] h, int hFrom, float[] z, int zFrom, float[] scratch) {
    if (recurrent.product().isPresent()) {
      Product product = recurrent.product().get();
      product.add(batch, h, hFrom, units, z, zFrom, product.columns(), scratch);
    }
  }

  /** Adds the products of x and h, side by side in {@code [batch, nIn + H]}, with S. */
  void addSparse(int batch, float[] both, float[] z, int zFrom, float[] scratch) {
    if (sparse.isPresent()) {
      Product product = sparse.get();
      product.add(batch, both, 0, inputs + units, z, zFrom, product.columns(), scratch);
    }
  }
}
