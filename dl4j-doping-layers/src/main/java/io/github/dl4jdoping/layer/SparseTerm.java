package io.github.dl4jdoping.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The term S of a weight matrix {@code W = D(theta) + S}, however its entries are stored. */
interface SparseTerm {

  /**
   * S as a dense array, only to be read.
   *
   * @param memory an array to use if the entries have to be copied, or null
   * @return {@code [m, n]}, detached from workspaces; the parameter itself where that is dense
   */
  INDArray dense(INDArray memory);

  /**
   * Adds S to a matrix.
   *
   * @param matrix {@code [m, n]}, Fortran order, contiguous; changed in place
   */
  void addTo(INDArray matrix);

  /**
   * An array for the gradient of W, which is that of S in dense form.
   *
   * @return {@code [m, n]}, to be written whole
   */
  INDArray denseGradient();

  /**
   * Takes the part of a dense gradient that belongs to the support.
   *
   * @param dense the array that {@link #denseGradient} gave, filled
   */
  void takeGradient(INDArray dense);
}
