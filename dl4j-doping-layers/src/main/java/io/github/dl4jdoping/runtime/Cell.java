package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Kernels;

/** The element-wise part of an LSTM step for one row vector, as {@link Kernels#lstm}. */
@FunctionalInterface
interface Cell {

  /** Pre-activations z to new states, in place. */
  void update(
      int units, float[] z, int zFrom, float[] cell, int cellFrom, float[] hidden, int hiddenFrom);

  /** That of an LSTM with the given activations: the fast one for tanh and sigmoid. */
  static Cell of(ActivationFunction activation, ActivationFunction gate, Kernels kernels) {
    boolean usual = activation == ActivationFunction.TANH && gate == ActivationFunction.SIGMOID;
    return usual ? kernels::lstm : new GeneralCell(activation, gate);
  }
}
