package io.github.dl4jdoping.sparsity;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Restricts an array to the support of another. */
public final class SupportMask {

  private SupportMask() {}

  /**
   * Sets entries to 0 where those of another array are 0.
   *
   * @param array changed in place
   * @param support an array of the same shape; not modified
   */
  public static void restrict(INDArray array, INDArray support) {
    if (FlatFloats.reaches(array)
        && FlatFloats.reaches(support)
        && array.ordering() == support.ordering()) {
      FlatFloats.mask(array, support);
      return;
    }
    array.muli(support.neq(0).castTo(array.dataType()));
  }
}
