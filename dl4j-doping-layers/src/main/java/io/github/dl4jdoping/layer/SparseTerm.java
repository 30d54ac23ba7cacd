package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.kernel.TrainableDense;
import io.github.dl4jdoping.kernel.TrainableSparse;
import io.github.dl4jdoping.support.Support;
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

  /**
   * The support, if it is so sparse that its products are better done entry by entry.
   *
   * @param known a support to return if it is still the same, or null
   * @return the support, or null
   */
  Support lowDensitySupport(Support known);

  /**
   * Brings the values into a matrix.
   *
   * @param target a matrix with this support
   */
  void load(TrainableSparse target);

  /**
   * Takes the part of the gradient of a dense matrix that belongs to the support.
   *
   * @param source a matrix of the same shape; its gradient may be changed
   */
  void store(TrainableDense source);

  /**
   * Takes the gradient from a matrix.
   *
   * @param source a matrix with this support
   */
  void store(TrainableSparse source);
}
