package io.github.dl4jdoping.structure;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The parameter arrays of one structured matrix, or the arrays that take their gradients. */
@FunctionalInterface
public interface Params {

  /**
   * The array of a slot.
   *
   * @param slot name of a {@link ParamSlot}
   * @return an array of the slot's shape, in any order; for gradients, a writable one
   */
  INDArray get(String slot);
}
