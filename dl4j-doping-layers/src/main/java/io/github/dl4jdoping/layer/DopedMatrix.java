package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.conf.AbstractDopedLSTM;
import io.github.dl4jdoping.conf.CompactDopedLSTM;
import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.kernel.TrainableDense;
import io.github.dl4jdoping.kernel.TrainableSparse;
import io.github.dl4jdoping.structure.MatrixShape;
import io.github.dl4jdoping.structure.Params;
import io.github.dl4jdoping.structure.StructuredMatrix;
import io.github.dl4jdoping.support.Support;
import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One weight matrix {@code W = D(theta) + S} with its parameters and, in training, its gradients.
 */
final class DopedMatrix {

  private final MatrixPlan plan;
  private final Function<String, INDArray> parameters;
  private final Function<String, INDArray> gradients;
  private final SparseTerm sparse;

  /** Without training, or with the gradient that training usually has. */
  DopedMatrix(
      MatrixPlan plan,
      Function<String, INDArray> parameters,
      Function<String, INDArray> gradients,
      AbstractDopedLSTM layer) {
    this(plan, parameters, gradients, layer, SupportGradient.ON_SUPPORT);
  }

  /**
   * Binds a plan to arrays.
   *
   * @param plan what the matrix is made of
   * @param parameters the layer's parameters by name
   * @param gradients the layer's gradient views by name; may be null outside training
   * @param layer the layer's configuration
   * @param supportGradient what remains of the gradient of an annealed S that is stored whole
   */
  DopedMatrix(
      MatrixPlan plan,
      Function<String, INDArray> parameters,
      Function<String, INDArray> gradients,
      AbstractDopedLSTM layer,
      SupportGradient supportGradient) {
    this.plan = plan;
    this.parameters = parameters;
    this.gradients = gradients;
    this.sparse = plan.doped() ? sparseTerm(layer, supportGradient) : null;
  }

  private SparseTerm sparseTerm(AbstractDopedLSTM layer, SupportGradient ofAnnealed) {
    String name = plan.dopingName();
    if (layer instanceof CompactDopedLSTM compact) {
      return new CompactTerm(compact.support(plan), name, parameters, gradients);
    }
    SupportGradient gradient = layer.getDoping().isAnnealed() ? ofAnnealed : SupportGradient.ALL;
    return new DenseTerm(name, parameters, gradients, gradient);
  }

  MatrixPlan plan() {
    return plan;
  }

  private StructuredMatrix structure() {
    return plan.structure();
  }

  /** The parameters of the structure. */
  Params theta() {
    return slot -> parameters.apply(plan.slotName(slot));
  }

  /** Where their gradients go. */
  Params thetaGradients() {
    return slot -> gradients.apply(plan.slotName(slot));
  }

  /** S as a dense array, only to be read. */
  INDArray doping() {
    return sparse.dense(null);
  }

  /**
   * The matrix as a dense array that outlives workspaces: S itself where there is no structure.
   *
   * @param memory an array from an earlier call to use again, or null
   * @return W, {@code [m, n]}
   */
  INDArray materialise(INDArray memory) {
    if (structure().isZero()) {
      return sparse.dense(memory);
    }
    MatrixShape shape = plan.shape();
    // In the order of the parameters: ND4J adds arrays of different orders fifty times slower.
    INDArray dense =
        memory == null
            ? Matrices.detached(parameterType(), 'f', shape.rows(), shape.columns())
            : memory;
    dense.assign(structure().toDense(theta()));
    if (plan.doped()) {
      sparse.addTo(dense);
    }
    return dense;
  }

  private DataType parameterType() {
    return theta().get(structure().slots().get(0).name()).dataType();
  }

  INDArray timesStructure(INDArray x) {
    return structure().multiply(theta(), x);
  }

  INDArray timesStructureTransposed(INDArray dz) {
    return structure().multiplyTransposed(theta(), dz);
  }

  /** Gradients for {@code z = x (D + S)}. */
  void pullBackDense(INDArray x, INDArray dz) {
    if (!plan.doped()) {
      structure().pullBackProduct(theta(), x, dz, thetaGradients());
      return;
    }
    INDArray dopingGradient = sparse.denseGradient();
    Matrices.gemmTransposedLeft(x, dz, dopingGradient);
    if (!structure().isZero()) {
      structure().pullBack(theta(), dopingGradient, thetaGradients());
    }
    sparse.takeGradient(dopingGradient);
  }

  /**
   * The support of S, if it is so sparse that its products are better done entry by entry.
   *
   * @param known a support to return if it is still the same, or null
   * @return the support, or null
   */
  Support lowDensitySupport(Support known) {
    return plan.doped() ? sparse.lowDensitySupport(known) : null;
  }

  /** Brings the values of S into a matrix with its support. */
  void loadDoping(TrainableSparse target) {
    sparse.load(target);
  }

  /** Takes the gradient of S. */
  void storeDopingGradient(TrainableDense source) {
    sparse.store(source);
  }

  /** Takes the gradient of S from a matrix with its support. */
  void storeDopingGradient(TrainableSparse source) {
    sparse.store(source);
  }

  /** The structure alone, on Java arrays. */
  ArrayWeights.Term structureTerm(
      StructureTerm memory, TermDropout dropout, List<Runnable> preparation) {
    return memory.term(structure(), theta(), thetaGradients(), dropout, preparation);
  }

  /** Gradients of the two branches {@code x D} and {@code x S} with gradients of their own. */
  void pullBackBranches(INDArray x, INDArray dzStructure, INDArray dzDoping) {
    structure().pullBackProduct(theta(), x, dzStructure, thetaGradients());
    INDArray dopingGradient = sparse.denseGradient();
    Matrices.gemmTransposedLeft(x, dzDoping, dopingGradient);
    sparse.takeGradient(dopingGradient);
  }

  /**
   * The share of the pre-activation's energy that the structure contributes, {@code |xD|^2 / (|xD|^2
   * + |xS|^2)}, summed over a batch of inputs.
   */
  double structureEnergyShare(INDArray x) {
    double ofStructure = energy(timesStructure(x));
    double ofDoping = energy(x.mmul(doping()));
    return ofStructure / (ofStructure + ofDoping);
  }

  /** The same for inputs that are white noise: the shares of the squared Frobenius norms. */
  double structureNormShare() {
    double ofStructure = energy(structure().toDense(theta()));
    double ofDoping = energy(doping());
    return ofStructure / (ofStructure + ofDoping);
  }

  private static double energy(INDArray array) {
    double norm = array.norm2Number().doubleValue();
    return norm * norm;
  }
}
