package io.github.dl4jdoping.structure;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A matrix whose every entry is a parameter. */
final class DenseMatrix implements StructuredMatrix {

  static final String D = "D";

  private final MatrixShape shape;

  DenseMatrix(MatrixShape shape) {
    this.shape = shape;
  }

  @Override
  public MatrixShape shape() {
    return shape;
  }

  @Override
  public List<ParamSlot> slots() {
    return List.of(new ParamSlot(D, shape.rows(), shape.columns(), 1, 1));
  }

  @Override
  public Optional<MatrixForm> form() {
    return Optional.of(new MatrixForm.Dense());
  }

  @Override
  public INDArray toDense(Params params) {
    return params.get(D).dup('f');
  }

  @Override
  public void pullBack(Params params, INDArray dDense, Params gradients) {
    gradients.get(D).assign(dDense);
  }

  @Override
  public void fit(FitTarget target, Params params) {
    params.get(D).assign(target.matrix());
  }

  @Override
  public INDArray multiply(Params params, INDArray x) {
    return Products.product(x, params.get(D), x.ordering());
  }

  @Override
  public INDArray multiplyTransposed(Params params, INDArray y) {
    return Products.product(y, params.get(D).transpose(), y.ordering());
  }

  @Override
  public void pullBackProduct(Params params, INDArray x, INDArray dz, Params gradients) {
    Products.set(gradients.get(D), x.transpose(), dz);
  }
}
