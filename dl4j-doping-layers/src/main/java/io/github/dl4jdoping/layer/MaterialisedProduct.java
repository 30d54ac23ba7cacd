package io.github.dl4jdoping.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A weight matrix as one dense array {@code W = D(theta) + S}, made once for a whole pass and pulled
 * back once. The cheapest way to train while row dropout is off.
 */
final class MaterialisedProduct implements WeightProduct {

  private final DopedMatrix matrix;
  private final INDArray dense;

  MaterialisedProduct(DopedMatrix matrix, INDArray dense) {
    this.matrix = matrix;
    this.dense = dense;
  }

  @Override
  public void addProduct(INDArray x, long firstRow, INDArray z) {
    if (x.size(0) == 1) {
      // One row: BLAS multiplies a matrix with a vector five times faster than with a 1-row matrix.
      INDArray product = dense.transpose().mmul(x.reshape(x.length()));
      z.addi(product.reshape(1, product.length()));
    } else {
      Matrices.gemm(x, dense, z, 1);
    }
  }

  @Override
  public void addTransposed(INDArray dz, long firstRow, INDArray dx) {
    Matrices.gemmTransposedRight(dz, dense, dx, 1);
  }

  @Override
  public void pullBack(INDArray x, INDArray dz) {
    matrix.pullBackDense(x, dz);
  }
}
