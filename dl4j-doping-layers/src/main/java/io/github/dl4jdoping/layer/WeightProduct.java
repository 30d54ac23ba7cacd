package io.github.dl4jdoping.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How one weight matrix W of shape {@code [m, n]} enters the pre-activations in one pass over a
 * sequence. Rows are (time step, example) pairs in time-major order; {@code firstRow} says which rows
 * of the sequence a batch of them are.
 */
interface WeightProduct {

  /**
   * Adds {@code x W} to {@code z}.
   *
   * @param x {@code [rows, m]}
   * @param firstRow index in the sequence of the first row of x
   * @param z {@code [rows, n]}, C order, contiguous; changed in place
   */
  void addProduct(INDArray x, long firstRow, INDArray z);

  /**
   * Adds {@code dz W'} to {@code dx}: the gradient with respect to the input of {@link #addProduct}.
   *
   * @param dz {@code [rows, n]}
   * @param firstRow index in the sequence of the first row of dz
   * @param dx {@code [rows, m]}, C order, contiguous; changed in place
   */
  void addTransposed(INDArray dz, long firstRow, INDArray dx);

  /**
   * Writes the gradients of the matrix's parameters.
   *
   * @param x the rows that were multiplied, all of the sequence
   * @param dz the gradients of their products
   */
  void pullBack(INDArray x, INDArray dz);
}
