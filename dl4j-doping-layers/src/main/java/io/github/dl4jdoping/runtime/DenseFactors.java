package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.DenseProduct;
import io.github.dl4jdoping.kernel.Kernels;

/** A dense matrix: every entry is a parameter. */
public final class DenseFactors extends Factors {

  private final float[] matrix;

  /**
   * A dense matrix.
   *
   * @param rows number of inputs
   * @param columns number of outputs
   * @param matrix {@code [rows, columns]}, row-major; copied
   * @throws IllegalArgumentException if the shape is empty or too large, the array does not have it
   *     or a value is not finite
   */
  public DenseFactors(int rows, int columns, float[] matrix) {
    super(rows, columns);
    this.matrix = Checks.values("A dense matrix", matrix, rows, columns);
  }

  @Override
  public long parameters() {
    return matrix.length;
  }

  @Override
  FactorsLayout layout(Kernels kernels) {
    return layout(kernels.dense(rows(), columns(), matrix));
  }

  /** Apart, since a lambda in the method above would keep this object and so a second copy. */
  private static FactorsLayout layout(DenseProduct product) {
    return FactorsLayout.of(
        product, () -> new DenseFactors(product.rows(), product.columns(), product.matrix()));
  }

  @Override
  void write(ByteWriter out) {
    out.u8(FileCodes.DENSE_MATRIX);
    out.floats(matrix);
  }

  @Override
  void addTo(double[] dense) {
    for (int i = 0; i < matrix.length; i++) {
      dense[i] += matrix[i];
    }
  }
}
