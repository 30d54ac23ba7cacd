package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.sparsity.SupportMask;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What remains of the gradient of a doping matrix that is stored whole. */
interface SupportGradient {

  /** All of it: zeros of the matrix may become something else. */
  SupportGradient ALL = (values, gradient) -> {};

  /** Zeros stay zero, so they have no gradient. */
  SupportGradient ON_SUPPORT = (values, gradient) -> SupportMask.restrict(gradient, values);

  /**
   * Sets entries of a gradient to 0.
   *
   * @param values S, {@code [m, n]}
   * @param gradient the gradient of every entry, {@code [m, n]}; changed in place
   */
  void restrict(INDArray values, INDArray gradient);
}
