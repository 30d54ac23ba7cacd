package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.kernel.KernelProvider;
import io.github.dl4jdoping.kernel.KroneckerShape;
import io.github.dl4jdoping.kernel.TrainableDense;
import io.github.dl4jdoping.kernel.TrainableKronecker;
import io.github.dl4jdoping.kernel.TrainableLowRank;
import io.github.dl4jdoping.structure.MatrixForm;
import io.github.dl4jdoping.structure.MatrixShape;
import io.github.dl4jdoping.structure.Params;
import io.github.dl4jdoping.structure.StructuredMatrix;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A structured matrix as a term on Java arrays: through the factors of a Kronecker product or of a
 * low rank, as a dense matrix otherwise.
 */
final class StructureTerm {

  /** Small products take up to about so many times as long as dense ones, by multiplication. */
  private static final int SPEED_OF_DENSE = 4;

  private TrainableDense dense;

  /**
   * The term with the present values of the parameters.
   *
   * @param matrix the structure; always the same
   * @param theta its parameters
   * @param gradients receives their gradients
   * @param dropout its row dropout, or null
   * @param preparation draws its masks
   */
  ArrayWeights.Term term(
      StructuredMatrix matrix,
      Params theta,
      Params gradients,
      TermDropout dropout,
      List<Runnable> preparation) {
    MatrixForm form = matrix.form().orElse(null);
    if (form instanceof MatrixForm.Kronecker kronecker) {
      TrainableKronecker factors = kronecker(kronecker, theta);
      return new ArrayWeights.Term(
          factors,
          dropout,
          preparation,
          () -> store(factors.gradientOfB(), factors.gradientOfC(), gradients));
    }
    if (form instanceof MatrixForm.LowRank lowRank
        && matrix.parameterCount() < matrix.shape().size()) {
      TrainableLowRank factors = lowRank(matrix, lowRank.rank(), theta);
      return new ArrayWeights.Term(factors, dropout, preparation, () -> store(factors, gradients));
    }
    INDArray values = matrix.toDense(theta);
    if (dense == null) {
      dense = trainable(matrix.shape());
    }
    dense.load(Matrices.columnMajorFloats(values));
    return new ArrayWeights.Term(
        dense, dropout, preparation, () -> pullBack(matrix, theta, dense, gradients));
  }

  /**
   * Whether a term would go through factors, and take less time than a dense matrix.
   *
   * @param matrix a structure
   * @return false where there is nothing to gain
   */
  static boolean gainsByFactors(StructuredMatrix matrix) {
    long size = matrix.shape().size();
    MatrixForm form = matrix.form().orElse(null);
    if (form instanceof MatrixForm.Kronecker kronecker) {
      return SPEED_OF_DENSE * shape(kronecker).multiplications() < size;
    }
    return form instanceof MatrixForm.LowRank && SPEED_OF_DENSE * matrix.parameterCount() < size;
  }

  /** Pulls the gradient of a dense matrix that contains the structure back to its parameters. */
  static void pullBack(
      StructuredMatrix matrix, Params theta, TrainableDense dense, Params gradients) {
    if (!matrix.isZero()) {
      long[] shape = {matrix.shape().rows(), matrix.shape().columns()};
      INDArray gradient = Nd4j.createUninitialized(DataType.FLOAT, shape, 'f');
      Matrices.writeColumnMajor(gradient, dense::gradient);
      matrix.pullBack(theta, gradient, gradients);
    }
  }

  private static TrainableKronecker kronecker(MatrixForm.Kronecker form, Params theta) {
    return KernelProvider.kernels().trainableKronecker(shape(form), left(theta), right(theta));
  }

  /** The shapes of the factors, for the kernels. */
  static KroneckerShape shape(MatrixForm.Kronecker form) {
    return KroneckerShape.of(form.terms(), form.p1(), form.q1(), form.p2(), form.q2());
  }

  private static TrainableLowRank lowRank(StructuredMatrix matrix, int rank, Params theta) {
    return KernelProvider.kernels()
        .trainableLowRank(
            Math.toIntExact(matrix.shape().rows()),
            Math.toIntExact(matrix.shape().columns()),
            rank,
            Matrices.rowMajorFloats(theta.get("L")),
            Matrices.rowMajorFloats(theta.get("Q")));
  }

  /** A dense matrix. */
  static TrainableDense trainable(MatrixShape shape) {
    return KernelProvider.kernels()
        .trainableDense(Math.toIntExact(shape.rows()), Math.toIntExact(shape.columns()));
  }

  /** The left factors of a sum of Kronecker products, row-major. */
  static float[] left(Params theta) {
    return Matrices.rowMajorFloats(theta.get("B"));
  }

  /** The right factors of a sum of Kronecker products, row-major. */
  static float[] right(Params theta) {
    return Matrices.rowMajorFloats(theta.get("C"));
  }

  /** Stores the gradients of the factors of a sum of Kronecker products, row-major. */
  static void store(float[] ofLeft, float[] ofRight, Params gradients) {
    Matrices.writeRowMajor(gradients.get("B"), ofLeft);
    Matrices.writeRowMajor(gradients.get("C"), ofRight);
  }

  private static void store(TrainableLowRank factors, Params gradients) {
    Matrices.writeRowMajor(gradients.get("L"), factors.gradientOfLeft());
    Matrices.writeRowMajor(gradients.get("Q"), factors.gradientOfRight());
  }
}
