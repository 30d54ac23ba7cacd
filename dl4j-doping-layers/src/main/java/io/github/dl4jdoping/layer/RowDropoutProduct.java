package io.github.dl4jdoping.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A weight matrix under co-matrix row dropout: {@code z = (x D) * m1 + (x S) * m2}, with masks per
 * example and time step (or per example). The structured branch goes through its factors, the doping
 * branch through one product.
 */
final class RowDropoutProduct implements WeightProduct {

  private final DopedMatrix matrix;
  private final RowMasks structureMasks;
  private final RowMasks dopingMasks;

  RowDropoutProduct(DopedMatrix matrix, RowMasks structureMasks, RowMasks dopingMasks) {
    this.matrix = matrix;
    this.structureMasks = structureMasks;
    this.dopingMasks = dopingMasks;
  }

  @Override
  public void addProduct(INDArray x, long firstRow, INDArray z) {
    z.addi(structureMasks.times(matrix.timesStructure(x), firstRow));
    z.addi(dopingMasks.times(x.mmul(matrix.doping()), firstRow));
  }

  @Override
  public void addTransposed(INDArray dz, long firstRow, INDArray dx) {
    dx.addi(matrix.timesStructureTransposed(structureMasks.times(dz, firstRow)));
    Matrices.gemmTransposedRight(dopingMasks.times(dz, firstRow), matrix.doping(), dx, 1);
  }

  @Override
  public void pullBack(INDArray x, INDArray dz) {
    matrix.pullBackBranches(x, structureMasks.times(dz, 0), dopingMasks.times(dz, 0));
  }
}
