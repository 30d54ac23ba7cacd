package io.github.dl4jdoping.kernel;

import io.github.dl4jdoping.support.Support;

/**
 * The arithmetic of a deployed model: products with matrices of each kind, and the element-wise part
 * of an LSTM step. There is a scalar implementation and one on {@code jdk.incubator.vector}; {@link
 * KernelProvider} chooses.
 *
 * <p>All matrices map row vectors, {@code y = x M}, and are given row-major unless said otherwise.
 * Arrays that are given must not change afterwards: where they serve as they are, they are not
 * copied.
 */
public interface Kernels {

  /**
   * What these kernels are.
   *
   * @return such as "scalar" or "vector, 512 bits"
   */
  String description();

  /**
   * Whether products with batches of some ten row vectors are faster than those of a BLAS library,
   * which copies the matrix each time.
   *
   * @return true for vector kernels
   */
  boolean multipliesBatchesFast();

  /**
   * The product of two small dense matrices, of which all structured matrices are made.
   *
   * @return a stateless function
   */
  Gemm gemm();

  /**
   * Products entry by entry.
   *
   * @return a stateless function
   */
  Hadamard hadamard();

  /**
   * A dense matrix.
   *
   * @param rows inputs m
   * @param columns outputs n
   * @param matrix {@code [m, n]}
   * @return the product
   */
  default DenseProduct dense(int rows, int columns, float[] matrix) {
    return new DenseProduct(gemm(), rows, columns, matrix);
  }

  /**
   * A sum of Kronecker products, {@code sum_k B_k (x) C_k}.
   *
   * @param shape the shapes of the factors
   * @param b {@code [K, p1, q1]}
   * @param c {@code [K, p2, q2]}
   * @return the product, {@code [p1 p2, q1 q2]}
   */
  default KroneckerProduct kronecker(KroneckerShape shape, float[] b, float[] c) {
    return new KroneckerProduct(gemm(), shape, b, c);
  }

  /**
   * A matrix of low rank, {@code L Q}.
   *
   * @param rows inputs m
   * @param columns outputs n
   * @param rank r
   * @param left {@code L [m, r]}
   * @param right {@code Q [r, n]}
   * @return the product
   */
  default LowRankProduct lowRank(int rows, int columns, int rank, float[] left, float[] right) {
    return new LowRankProduct(gemm(), rows, columns, rank, left, right);
  }

  /**
   * A sparse matrix of any support; regular supports, such as bank-balanced ones, are recognised and
   * run faster.
   *
   * @param support where the non-zeros are
   * @param values the non-zeros, in the order of the support
   * @return the product
   */
  Product sparse(Support support, float[] values);

  /**
   * A dense matrix to be trained, zero to begin with.
   *
   * @param rows inputs m
   * @param columns outputs n
   * @return the matrix
   */
  default TrainableDense trainableDense(int rows, int columns) {
    return new TrainableDense(gemm(), rows, columns);
  }

  /**
   * A sum of Kronecker products to be trained.
   *
   * @param shape the shapes of the factors
   * @param b {@code [K, p1, q1]}
   * @param c {@code [K, p2, q2]}
   * @return the matrix
   */
  default TrainableKronecker trainableKronecker(KroneckerShape shape, float[] b, float[] c) {
    return new TrainableKronecker(this, shape, b, c);
  }

  /**
   * A sum of Kronecker products that is a part of a dense matrix to be trained, zero to begin with.
   *
   * @param shape the shapes of the factors
   * @return the sum
   */
  default MaterialisedKronecker materialisedKronecker(KroneckerShape shape) {
    return new MaterialisedKronecker(hadamard(), shape);
  }

  /**
   * A matrix of low rank to be trained, {@code L Q}.
   *
   * @param rows inputs m
   * @param columns outputs n
   * @param rank r
   * @param left {@code L [m, r]}
   * @param right {@code Q [r, n]}
   * @return the matrix
   */
  default TrainableLowRank trainableLowRank(
      int rows, int columns, int rank, float[] left, float[] right) {
    return new TrainableLowRank(this, rows, columns, rank, left, right);
  }

  /**
   * A sparse matrix to be trained on a fixed support, zero to begin with.
   *
   * @param support where the non-zeros are
   * @return the matrix
   */
  default TrainableSparse trainableSparse(Support support) {
    return new TrainableSparse(sparseRows(), support);
  }

  /**
   * The inner loops of {@link TrainableSparse}.
   *
   * @return a stateless function
   */
  SparseRows sparseRows();

  /**
   * The element-wise part of an LSTM step with sigmoid gates and tanh, for one row vector: with the
   * blocks {@code z = [a, f, o, i]} of {@code units} pre-activations each, {@code c = sigmoid(f) c +
   * sigmoid(i) tanh(a)} and {@code h = sigmoid(o) tanh(c)}. Largest absolute error of the activations:
   * 4e-7 (see {@link Activations}).
   *
   * @param units number of units H
   * @param z pre-activations, bias included; overwritten
   * @param zFrom index of the first of 4H
   * @param cell state c, updated
   * @param cellFrom index of the first of H
   * @param hidden receives h
   * @param hiddenFrom index of the first of H
   */
  void lstm(
      int units, float[] z, int zFrom, float[] cell, int cellFrom, float[] hidden, int hiddenFrom);
}
