package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Kernels;

/**
 * A layer of a deployed model: its weights and what it does with them. Immutable; what is given is
 * checked and copied.
 */
public abstract sealed class CompactLayer
    permits CompactEmbedding,
        CompactLstm,
        CompactDense,
        CompactActivation,
        CompactLastStep,
        CompactBidirectional {

  /** For the layers of this package. */
  CompactLayer() {}

  /**
   * The number of values that the layer takes in each step.
   *
   * @return at least 1
   */
  public abstract int inputs();

  /**
   * The number of values that the layer gives in each step.
   *
   * @return at least 1
   */
  public abstract int outputs();

  /** Lays the layer out to run. */
  abstract Stage stage(Kernels kernels);
}
