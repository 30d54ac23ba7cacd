package io.github.dl4jdoping.structure;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code D = L Q}, {@code L [m, r]}, {@code Q [r, n]}. */
final class LowRankMatrix implements StructuredMatrix {

  static final String L = "L";
  static final String Q = "Q";

  private final MatrixShape shape;
  private final int rank;

  LowRankMatrix(MatrixShape shape, int rank) {
    this.shape = shape;
    this.rank = rank;
  }

  @Override
  public MatrixShape shape() {
    return shape;
  }

  @Override
  public List<ParamSlot> slots() {
    return List.of(
        new ParamSlot(L, shape.rows(), rank, 2, rank),
        new ParamSlot(Q, rank, shape.columns(), 2, rank));
  }

  @Override
  public Optional<MatrixForm> form() {
    return Optional.of(new MatrixForm.LowRank(rank));
  }

  @Override
  public INDArray toDense(Params params) {
    return Products.product(params.get(L), params.get(Q), 'f');
  }

  @Override
  public void pullBack(Params params, INDArray dDense, Params gradients) {
    Products.set(gradients.get(L), dDense, params.get(Q).transpose());
    Products.set(gradients.get(Q), params.get(L).transpose(), dDense);
  }

  @Override
  public void fit(FitTarget target, Params params) {
    fit(target, rank, params.get(L), params.get(Q));
  }

  /** Writes the factors of the best approximation of rank r; starts from the row space of q. */
  static void fit(FitTarget target, int rank, INDArray l, INDArray q) {
    TruncatedSvd svd = TruncatedSvd.of(target.scaled(), rank, q.castTo(DataType.DOUBLE));
    INDArray left = svd.left().diviColumnVector(target.rowWeights());
    INDArray right = svd.right();
    Balance.norms(left, right);
    l.assign(left);
    q.assign(right);
  }

  @Override
  public INDArray multiply(Params params, INDArray x) {
    if (parameterCount() > shape.size()) {
      return StructuredMatrix.super.multiply(params, x);
    }
    return Products.product(
        Products.product(x, params.get(L), x.ordering()), params.get(Q), x.ordering());
  }

  @Override
  public INDArray multiplyTransposed(Params params, INDArray y) {
    if (parameterCount() > shape.size()) {
      return StructuredMatrix.super.multiplyTransposed(params, y);
    }
    INDArray inner = Products.product(y, params.get(Q).transpose(), y.ordering());
    return Products.product(inner, params.get(L).transpose(), y.ordering());
  }

  @Override
  public void pullBackProduct(Params params, INDArray x, INDArray dz, Params gradients) {
    if (2 * parameterCount() > shape.size()) {
      StructuredMatrix.super.pullBackProduct(params, x, dz, gradients);
      return;
    }
    INDArray dInner = Products.product(dz, params.get(Q).transpose(), 'c');
    INDArray inner = Products.product(x, params.get(L), 'c');
    Products.set(gradients.get(L), x.transpose(), dInner);
    Products.set(gradients.get(Q), inner.transpose(), dz);
  }
}
