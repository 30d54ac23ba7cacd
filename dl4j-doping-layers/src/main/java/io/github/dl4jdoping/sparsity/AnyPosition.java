package io.github.dl4jdoping.sparsity;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;

/** Unstructured sparsity: every entry is kept or dropped for itself. */
public record AnyPosition() implements Granularity {

  private static final long serialVersionUID = 1L;

  /** The only value. */
  @JsonCreator
  public AnyPosition {}

  @Override
  public long achievable(long rows, long columns, long nonZeros) {
    return Math.max(0, Math.min(nonZeros, rows * columns));
  }

  @Override
  public boolean describes(INDArray matrix) {
    return true;
  }

  @Override
  public boolean describes(double[] magnitudes, int rows) {
    return true;
  }

  @Override
  public boolean[] largest(double[] magnitudes, int rows, long keep) {
    boolean[] kept = new boolean[magnitudes.length];
    Largest.mark(magnitudes, 0, magnitudes.length, keep, kept);
    return kept;
  }

  @Override
  public String toString() {
    return "unstructured";
  }
}
