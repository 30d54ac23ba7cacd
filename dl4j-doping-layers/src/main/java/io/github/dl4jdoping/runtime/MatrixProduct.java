package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Kernels;
import io.github.dl4jdoping.kernel.Product;
import java.util.Optional;
import java.util.stream.Stream;

/** What multiplies with a weight matrix: the products of its parts. */
final class MatrixProduct {

  private final int rows;
  private final FactorsLayout structure;
  private final Product[] parts;
  private final Optional<Product> sparse;

  MatrixProduct(WeightMatrix matrix, Kernels kernels) {
    this.rows = matrix.rows();
    this.structure = matrix.structure().layout(kernels);
    this.sparse = matrix.sparseProduct(kernels);
    this.parts =
        Stream.of(structure.product(), sparse).flatMap(Optional::stream).toArray(Product[]::new);
  }

  /** The matrix, put together again from its layouts. */
  WeightMatrix describe() {
    Factors factors = structure.description().get();
    return sparse
        .map(product -> SparseEntries.of(product).with(factors))
        .orElseGet(() -> new WeightMatrix(factors));
  }

  int rows() {
    return rows;
  }

  int scratch(int batch) {
    int scratch = 0;
    for (Product part : parts) {
      scratch = Math.max(scratch, part.scratch(batch));
    }
    return scratch;
  }

  /** What the matrix takes in memory, and so what a product reads. */
  long bytes() {
    long bytes = 0;
    for (Product part : parts) {
      bytes += part.bytes();
    }
    return bytes;
  }

  /** As {@link Product#add}. */
  void add(
      int batch,
      float[] x,
      int xFrom,
      int xStride,
      float[] y,
      int yFrom,
      int yStride,
      float[] scratch) {
    for (Product part : parts) {
      part.add(batch, x, xFrom, xStride, y, yFrom, yStride, scratch);
    }
  }
}
