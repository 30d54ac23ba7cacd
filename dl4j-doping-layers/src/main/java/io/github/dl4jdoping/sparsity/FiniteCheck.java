package io.github.dl4jdoping.sparsity;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Whether an array is free of NaN and infinities. */
public final class FiniteCheck {

  private FiniteCheck() {}

  /**
   * Looks at all values.
   *
   * @param array any array of real numbers; not modified
   * @return false if any value is NaN or infinite
   */
  public static boolean isFinite(INDArray array) {
    if (FlatFloats.reaches(array)) {
      return FlatFloats.areFinite(array);
    }
    // One such value is enough to spoil a sum; but a sum of large finite values may overflow, too.
    return Double.isFinite(array.sumNumber().doubleValue()) || eachIsFinite(array);
  }

  private static boolean eachIsFinite(INDArray array) {
    for (double value : array.dup().data().asDouble()) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
