package io.github.dl4jdoping.structure;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A matrix D(theta) of shape {@code [m, n]} determined by a few parameter arrays. It holds sizes
 * and formulas, no arrays; every method is a pure function of its arguments. Vectors are rows, as
 * in DL4J: a batch {@code x [N, m]} is mapped to {@code x D [N, n]}.
 *
 * <p>Results are new arrays of the parameters' data type, allocated in the current workspace.
 */
public interface StructuredMatrix {

  /**
   * The shape of the matrix.
   *
   * @return rows m, columns n, and the column blocks
   */
  MatrixShape shape();

  /**
   * The parameter arrays, in the order in which they are laid out.
   *
   * @return an immutable list; empty for the zero matrix
   */
  List<ParamSlot> slots();

  /**
   * The matrix itself, column-major like the parameters of a layer: adding arrays of different
   * memory orders takes many times as long as adding arrays of one.
   *
   * @param params the parameters theta
   * @return D(theta), {@code [m, n]}
   */
  INDArray toDense(Params params);

  /**
   * Pulls the gradient with respect to the matrix back to the parameters.
   *
   * @param params the parameters theta
   * @param dDense dL/dD, {@code [m, n]}; not modified
   * @param gradients receives dL/d(theta); what it held before is overwritten
   */
  void pullBack(Params params, INDArray dDense, Params gradients);

  /**
   * The product with a batch of row vectors, through the factors where that is cheaper.
   *
   * @param params the parameters theta
   * @param x {@code [N, m]}; not modified
   * @return {@code x D}, {@code [N, n]}
   */
  default INDArray multiply(Params params, INDArray x) {
    return x.mmul(toDense(params));
  }

  /**
   * The product of a batch of row vectors with the transposed matrix.
   *
   * @param params the parameters theta
   * @param y {@code [N, n]}; not modified
   * @return {@code y D'}, {@code [N, m]}
   */
  default INDArray multiplyTransposed(Params params, INDArray y) {
    return y.mmul(toDense(params).transpose());
  }

  /**
   * Pulls the gradient with respect to the product {@code z = x D} back to the parameters; the same
   * as {@link #pullBack} of {@code x' dz}.
   *
   * @param params the parameters theta
   * @param x the batch that was multiplied, {@code [N, m]}; not modified
   * @param dz dL/dz, {@code [N, n]}; not modified
   * @param gradients receives dL/d(theta); what it held before is overwritten
   */
  default void pullBackProduct(Params params, INDArray x, INDArray dz, Params gradients) {
    pullBack(params, Nd4j.gemm(x, dz, true, false), gradients);
  }

  /**
   * Sets the parameters so that the matrix approximates a given one: the best approximation that the
   * family has in the target's norm, where there is a way to compute it, otherwise a good one.
   *
   * <p>What the parameters hold is where an iteration starts, and the result is never a worse
   * approximation than that start; from zeros it starts from scratch. Equal arguments give equal
   * results.
   *
   * @param target the matrix, of this {@link #shape()}, and the norm
   * @param params receives theta
   * @throws UnsupportedOperationException if the family cannot be fitted
   */
  default void fit(FitTarget target, Params params) {
    throw new UnsupportedOperationException(
        getClass().getName()
            + " cannot be fitted to a given matrix, so it cannot compress a trained network."
            + " Override StructuredMatrix.fit, or choose a structure of this library.");
  }

  /**
   * Which of this library's families the matrix belongs to.
   *
   * @return its form; empty for a family of one's own, which can be trained but not exported
   */
  default Optional<MatrixForm> form() {
    return Optional.empty();
  }

  /**
   * The number of parameters.
   *
   * @return the sum of the slots' sizes
   */
  default long parameterCount() {
    return slots().stream().mapToLong(ParamSlot::size).sum();
  }

  /**
   * Whether this is the zero matrix, which has no parameters.
   *
   * @return true if there are no slots
   */
  default boolean isZero() {
    return slots().isEmpty();
  }
}
