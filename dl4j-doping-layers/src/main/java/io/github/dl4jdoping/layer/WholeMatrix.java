package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.kernel.KernelProvider;
import io.github.dl4jdoping.kernel.MaterialisedKronecker;
import io.github.dl4jdoping.kernel.Product;
import io.github.dl4jdoping.kernel.TrainableDense;
import io.github.dl4jdoping.kernel.TrainableMatrix;
import io.github.dl4jdoping.structure.MatrixForm;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@code W = D + S} as one dense matrix on Java arrays, and the way of its gradient back to both. A
 * Kronecker product is added to S in one pass, where ND4J's operations take three.
 */
final class WholeMatrix implements TrainableMatrix {

  private TrainableDense dense;
  private MaterialisedKronecker kronecker;
  private float[] values;
  private INDArray materialised;

  /**
   * Looks up the present values.
   *
   * @param matrix always of the same structure
   * @param target of the same shape
   * @return brings W into the target, on any thread
   */
  Runnable load(DopedMatrix matrix, TrainableDense target) {
    dense = target;
    if (matrix.plan().structure().form().orElse(null) instanceof MatrixForm.Kronecker form) {
      return sum(matrix, form);
    }
    materialised = matrix.materialise(materialised);
    FloatBuffer whole = Matrices.columnMajorFloats(materialised);
    return () -> target.load(whole);
  }

  private Runnable sum(DopedMatrix matrix, MatrixForm.Kronecker form) {
    if (kronecker == null) {
      kronecker = KernelProvider.kernels().materialisedKronecker(StructureTerm.shape(form));
      values = new float[Math.toIntExact(matrix.plan().shape().size())];
    }
    float[] b = StructureTerm.left(matrix.theta());
    float[] c = StructureTerm.right(matrix.theta());
    FloatBuffer sparse = matrix.plan().doped() ? Matrices.columnMajorFloats(matrix.doping()) : null;
    return () -> {
      if (sparse == null) {
        Arrays.fill(values, 0);
      } else {
        sparse.get(0, values);
      }
      kronecker.load(b, c);
      kronecker.addTo(values);
      dense.load(FloatBuffer.wrap(values));
    };
  }

  @Override
  public Product product() {
    return dense.product();
  }

  @Override
  public Product transposed() {
    return dense.transposed();
  }

  @Override
  public void clearGradient() {
    dense.clearGradient();
  }

  @Override
  public void addGradient(int batch, float[] x, float[] dy) {
    dense.addGradient(batch, x, dy);
    if (kronecker != null) {
      dense.pullBack(kronecker);
    }
  }

  /**
   * Stores the gradients of theta and S.
   *
   * @param matrix that was loaded
   */
  void storeGradient(DopedMatrix matrix) {
    if (kronecker == null) {
      StructureTerm.pullBack(
          matrix.plan().structure(), matrix.theta(), dense, matrix.thetaGradients());
    } else {
      StructureTerm.store(
          kronecker.gradientOfB(), kronecker.gradientOfC(), matrix.thetaGradients());
    }
    if (matrix.plan().doped()) {
      matrix.storeDopingGradient(dense);
    }
  }
}
