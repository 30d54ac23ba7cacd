package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Kernels;
import io.github.dl4jdoping.kernel.LowRankProduct;

/** A matrix of low rank, {@code L Q}. */
public final class LowRankFactors extends Factors {

  private final int rank;
  private final float[] left;
  private final float[] right;

  /**
   * A matrix of low rank.
   *
   * @param rows number of inputs
   * @param columns number of outputs
   * @param rank r, at least 1
   * @param left {@code L [rows, r]}, row-major; copied
   * @param right {@code Q [r, columns]}, row-major; copied
   * @throws IllegalArgumentException if a side is less than 1 or too large, an array does not have
   *     its shape or a value is not finite
   */
  public LowRankFactors(int rows, int columns, int rank, float[] left, float[] right) {
    super(rows, columns);
    this.rank = rank;
    this.left = Checks.values("L", left, rows, rank);
    this.right = Checks.values("Q", right, rank, columns);
  }

  /**
   * The rank.
   *
   * @return at least 1
   */
  public int rank() {
    return rank;
  }

  @Override
  public long parameters() {
    return (long) left.length + right.length;
  }

  @Override
  FactorsLayout layout(Kernels kernels) {
    return layout(kernels.lowRank(rows(), columns(), rank, left, right), rank);
  }

  private static FactorsLayout layout(LowRankProduct product, int rank) {
    return FactorsLayout.of(
        product,
        () ->
            new LowRankFactors(
                product.rows(), product.columns(), rank, product.left(), product.right()));
  }

  @Override
  void write(ByteWriter out) {
    out.u8(FileCodes.LOW_RANK);
    out.u32(rank);
    out.floats(left);
    out.floats(right);
  }

  @Override
  void addTo(double[] dense) {
    for (int i = 0; i < rows(); i++) {
      for (int k = 0; k < rank; k++) {
        double factor = left[i * rank + k];
        for (int j = 0; j < columns(); j++) {
          dense[i * columns() + j] += factor * right[k * columns() + j];
        }
      }
    }
  }
}
