package io.github.dl4jdoping.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One weight matrix in training by ND4J operations: W materialised while row dropout is off, its two
 * terms apart otherwise. Memory is kept from one iteration to the next.
 */
final class OperationTraining {

  private final RowMasks structureMasks = new RowMasks();
  private final RowMasks dopingMasks = new RowMasks();
  private INDArray dense;

  /**
   * The matrix for one pass.
   *
   * @param matrix the matrix and its parameters
   * @param dropped whether row dropout is on
   * @param draw draws its masks
   */
  WeightProduct product(DopedMatrix matrix, boolean dropped, MaskDraw draw) {
    if (dropped && matrix.plan().hasBothCoMatrices()) {
      draw.into(structureMasks, MaskDraw.STRUCTURE).run();
      draw.into(dopingMasks, MaskDraw.DOPING).run();
      return new RowDropoutProduct(matrix, structureMasks, dopingMasks);
    }
    dense = matrix.materialise(dense);
    return new MaterialisedProduct(matrix, dense);
  }
}
