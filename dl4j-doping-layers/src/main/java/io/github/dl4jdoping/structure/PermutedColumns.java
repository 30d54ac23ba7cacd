package io.github.dl4jdoping.structure;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Another structured matrix with its columns in another order. The parameters are the same. */
final class PermutedColumns implements StructuredMatrix {

  private final StructuredMatrix inner;
  private final MatrixForm form;

  /** For each column of the inner matrix, where it is in this one. */
  private final int[] places;

  /** For each column of this matrix, which one of the inner matrix it is. */
  private final int[] sources;

  /**
   * A permuted matrix.
   *
   * @param inner the other matrix
   * @param places a permutation: where this matrix has each of the other's columns
   * @param form what this matrix is
   */
  PermutedColumns(StructuredMatrix inner, int[] places, MatrixForm form) {
    this.inner = inner;
    this.places = places;
    this.form = form;
    this.sources = new int[places.length];
    for (int j = 0; j < places.length; j++) {
      sources[places[j]] = j;
    }
  }

  @Override
  public MatrixShape shape() {
    return inner.shape();
  }

  @Override
  public List<ParamSlot> slots() {
    return inner.slots();
  }

  @Override
  public Optional<MatrixForm> form() {
    return Optional.of(form);
  }

  @Override
  public INDArray toDense(Params params) {
    return columns(inner.toDense(params), sources);
  }

  @Override
  public void pullBack(Params params, INDArray dDense, Params gradients) {
    inner.pullBack(params, columns(dDense, places), gradients);
  }

  @Override
  public void fit(FitTarget target, Params params) {
    inner.fit(target.columns(places), params);
  }

  @Override
  public INDArray multiply(Params params, INDArray x) {
    return columns(inner.multiply(params, x), sources);
  }

  @Override
  public INDArray multiplyTransposed(Params params, INDArray y) {
    return inner.multiplyTransposed(params, columns(y, places));
  }

  @Override
  public void pullBackProduct(Params params, INDArray x, INDArray dz, Params gradients) {
    inner.pullBackProduct(params, x, columns(dz, places), gradients);
  }

  /** A new array of the same memory order with the given columns of a matrix. */
  static INDArray columns(INDArray matrix, int[] columns) {
    INDArray indices = Nd4j.createFromArray(columns);
    long[] size = {matrix.size(0), columns.length};
    INDArray result = Nd4j.createUninitialized(matrix.dataType(), size, matrix.ordering());
    Nd4j.exec(
        DynamicCustomOp.builder("gather")
            .addInputs(matrix, indices)
            .addOutputs(result)
            .addIntegerArguments(1)
            .build());
    return result;
  }
}
