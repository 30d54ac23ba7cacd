package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Kernels;
import io.github.dl4jdoping.kernel.Product;
import java.util.Optional;
import java.util.stream.Stream;

/** What multiplies with a weight matrix: the products of its parts. */
final class MatrixProduct {

  private final Factors structure;
  private final Product[] parts;
  private final Optional<Product> sparse;

  MatrixProduct(WeightMatrix matrix, Kernels kernels) {
    this.structure = matrix.structure();
    this.sparse = matrix.sparseProduct(kernels);
    Optional<Product> structured = structure.product(kernels);
    this.parts = Stream.of(structured, sparse).flatMap(Optional::stream).toArray(Product[]::new);
  }

  /** The matrix; the sparse part is read off the layout, which is the only place that holds it. */
  WeightMatrix describe() {
    return sparse
        .map(product -> SparseEntries.of(product).with(structure))
        .orElseGet(() -> new WeightMatrix(structure));
  }

  int rows() {
    return structure.rows();
  }

  int scratch(int batch) {
    int scratch = 0;
    for (Product part : parts) {
      scratch = Math.max(scratch, part.scratch(batch));
    }
    return scratch;
  }

  /** What a product reads. */
  long bytes() {
    long bytes = 0;
    for (Product part : parts) {
      bytes += part.bytes();
    }
    return bytes;
  }

  /** What the matrix takes in memory. */
  long memoryBytes() {
    return bytes() + structure.unsharedBytes();
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
