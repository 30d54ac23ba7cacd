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

  /** The number of weights if every matrix were dense; no biases. */
  abstract long denseParameters();

  /** The number of weights; no biases. */
  long parameters() {
    return denseParameters();
  }

  /** The number of biases. */
  abstract long biases();

  /** Whether steps depend on those before. */
  boolean isRecurrent() {
    return false;
  }

  /** Writes the kind of layer, its sizes and its numbers. */
  abstract void write(ByteWriter out);

  /** Lays the layer out to run. */
  abstract Stage stage(Kernels kernels);
}
