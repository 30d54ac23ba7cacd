package io.github.dl4jdoping.structure;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The zero matrix. Without parameters to copy the data type from, it takes that of its operand. */
final class ZeroMatrix implements StructuredMatrix {

  private final MatrixShape shape;

  ZeroMatrix(MatrixShape shape) {
    this.shape = shape;
  }

  @Override
  public MatrixShape shape() {
    return shape;
  }

  @Override
  public List<ParamSlot> slots() {
    return List.of();
  }

  /** Zeros of ND4J's default floating-point type. */
  @Override
  public Optional<MatrixForm> form() {
    return Optional.of(new MatrixForm.Zero());
  }

  @Override
  public INDArray toDense(Params params) {
    long[] size = {shape.rows(), shape.columns()};
    return Nd4j.create(Nd4j.defaultFloatingPointType(), size, 'f');
  }

  @Override
  public void pullBack(Params params, INDArray dDense, Params gradients) {
    // Nothing to pull back to.
  }

  @Override
  public void fit(FitTarget target, Params params) {
    // Nothing to fit.
  }

  @Override
  public INDArray multiply(Params params, INDArray x) {
    return Nd4j.zeros(x.dataType(), x.size(0), shape.columns());
  }

  @Override
  public INDArray multiplyTransposed(Params params, INDArray y) {
    return Nd4j.zeros(y.dataType(), y.size(0), shape.rows());
  }

  @Override
  public void pullBackProduct(Params params, INDArray x, INDArray dz, Params gradients) {
    // Nothing to pull back to; the default would compute x' dz for nobody.
  }
}
