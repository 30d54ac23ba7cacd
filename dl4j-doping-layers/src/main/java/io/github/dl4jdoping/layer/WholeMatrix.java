package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.kernel.KernelProvider;
import io.github.dl4jdoping.kernel.MaterialisedKronecker;
import io.github.dl4jdoping.kernel.TrainableDense;
import io.github.dl4jdoping.structure.MatrixForm;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@code W = D + S} as one dense matrix on Java arrays, and the way of its gradient back to both. A
 * Kronecker product is added to S in one pass, where ND4J's operations take three.
 */
final class WholeMatrix {

  private MaterialisedKronecker kronecker;
  private float[] values;
  private INDArray materialised;

  /**
   * Brings the present values into a dense matrix.
   *
   * @param matrix always of the same structure
   * @param target receives W
   */
  void load(DopedMatrix matrix, TrainableDense target) {
    if (matrix.plan().structure().form().orElse(null) instanceof MatrixForm.Kronecker form) {
      target.load(FloatBuffer.wrap(sum(matrix, form)));
    } else {
      materialised = matrix.materialise(materialised);
      target.load(Matrices.columnMajorFloats(materialised));
    }
  }

  private float[] sum(DopedMatrix matrix, MatrixForm.Kronecker form) {
    if (kronecker == null) {
      kronecker = KernelProvider.kernels().materialisedKronecker(StructureTerm.shape(form));
      values = new float[Math.toIntExact(matrix.plan().shape().size())];
    }
    StructureTerm.load(kronecker, matrix.theta());
    if (matrix.plan().doped()) {
      Matrices.columnMajorFloats(matrix.doping()).get(0, values);
    } else {
      Arrays.fill(values, 0);
    }
    kronecker.addTo(values);
    return values;
  }

  /**
   * Stores the gradients of theta and S.
   *
   * @param matrix that was loaded
   * @param source has the gradient of W
   */
  void storeGradient(DopedMatrix matrix, TrainableDense source) {
    if (kronecker == null) {
      StructureTerm.pullBack(
          matrix.plan().structure(), matrix.theta(), source, matrix.thetaGradients());
    } else {
      source.pullBack(kronecker);
      StructureTerm.store(kronecker, matrix.thetaGradients());
    }
    if (matrix.plan().doped()) {
      matrix.storeDopingGradient(source);
    }
  }
}
