package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Kernels;
import java.util.Optional;

/** The structured part of a matrix that has none: plain magnitude pruning. */
public final class ZeroFactors extends Factors {

  /**
   * A matrix of zeros.
   *
   * @param rows number of inputs
   * @param columns number of outputs
   * @throws IllegalArgumentException if the shape is empty or has more than 2^31 - 1 entries
   */
  public ZeroFactors(int rows, int columns) {
    super(rows, columns);
  }

  @Override
  public long parameters() {
    return 0;
  }

  @Override
  FactorsLayout layout(Kernels kernels) {
    return new FactorsLayout(Optional.empty(), () -> this);
  }

  @Override
  void write(ByteWriter out) {
    out.u8(FileCodes.ZERO);
  }

  @Override
  void addTo(double[] dense) {}
}
