package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Kernels;

/**
 * The structured part of a weight matrix {@code [rows, columns]}, as the few numbers that determine
 * it. Immutable; arrays are given and kept row-major, and copied on the way in.
 */
public abstract sealed class Factors
    permits ZeroFactors, DenseFactors, KroneckerFactors, LowRankFactors, HybridFactors {

  private final int rows;
  private final int columns;

  /**
   * Factors of a matrix.
   *
   * @param rows number of inputs
   * @param columns number of outputs
   */
  Factors(int rows, int columns) {
    Checks.size("A weight matrix", rows, columns);
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * The number of inputs.
   *
   * @return at least 1
   */
  public final int rows() {
    return rows;
  }

  /**
   * The number of outputs.
   *
   * @return at least 1
   */
  public final int columns() {
    return columns;
  }

  /**
   * The number of parameters.
   *
   * @return at least 0
   */
  public abstract long parameters();

  /** Lays the matrix out to run. */
  abstract FactorsLayout layout(Kernels kernels);

  /** Writes the family and its numbers; the shape is that of the layer. */
  abstract void write(ByteWriter out);

  /** Adds the matrix to a dense one, row-major, in double precision. */
  abstract void addTo(double[] dense);
}
