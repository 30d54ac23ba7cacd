package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.kernel.TrainableDense;
import io.github.dl4jdoping.kernel.TrainableSparse;
import io.github.dl4jdoping.support.Support;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** S stored whole, zeros included. Its support is where it is not zero. */
final class DenseTerm implements SparseTerm {

  private final String name;
  private final Function<String, INDArray> parameters;
  private final Function<String, INDArray> gradients;
  private final SupportGradient supportGradient;

  /**
   * Binds S to its parameter.
   *
   * @param name name of the parameter
   * @param parameters the layer's parameters by name
   * @param gradients the layer's gradient views by name; may be null outside training
   * @param supportGradient what remains of the gradient
   */
  DenseTerm(
      String name,
      Function<String, INDArray> parameters,
      Function<String, INDArray> gradients,
      SupportGradient supportGradient) {
    this.name = name;
    this.parameters = parameters;
    this.gradients = gradients;
    this.supportGradient = supportGradient;
  }

  @Override
  public INDArray dense(INDArray memory) {
    return parameters.apply(name);
  }

  @Override
  public void addTo(INDArray matrix) {
    matrix.addi(parameters.apply(name));
  }

  @Override
  public INDArray denseGradient() {
    return gradients.apply(name);
  }

  @Override
  public void takeGradient(INDArray dense) {
    supportGradient.restrict(parameters.apply(name), dense);
  }

  @Override
  public Support lowDensitySupport(Support known) {
    // Whoever looks at the gradient off the support needs all of it.
    return supportGradient == SupportGradient.ON_SUPPORT
        ? SupportArrays.lowDensitySupport(parameters.apply(name), known)
        : null;
  }

  @Override
  public void load(TrainableSparse target) {
    target.loadDense(Matrices.columnMajorFloats(parameters.apply(name)));
  }

  @Override
  public void store(TrainableDense source) {
    INDArray gradient = gradients.apply(name);
    Matrices.writeColumnMajor(gradient, source::gradient);
    supportGradient.restrict(parameters.apply(name), gradient);
  }

  @Override
  public void store(TrainableSparse source) {
    Matrices.writeColumnMajor(gradients.apply(name), source::denseGradient);
  }
}
