package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.kernel.TrainableDense;
import io.github.dl4jdoping.kernel.TrainableSparse;
import io.github.dl4jdoping.support.Support;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** S stored as the values on a support that stays as it is. */
final class CompactTerm implements SparseTerm {

  private final Support support;
  private final String name;
  private final Function<String, INDArray> parameters;
  private final Function<String, INDArray> gradients;

  /**
   * Binds S to its parameter.
   *
   * @param support where the values are
   * @param name name of the parameter, which does not exist if the support is empty
   * @param parameters the layer's parameters by name
   * @param gradients the layer's gradient views by name; may be null outside training
   */
  CompactTerm(
      Support support,
      String name,
      Function<String, INDArray> parameters,
      Function<String, INDArray> gradients) {
    this.support = support;
    this.name = name;
    this.parameters = parameters;
    this.gradients = gradients;
  }

  @Override
  public INDArray dense(INDArray memory) {
    INDArray dense =
        memory == null ? Matrices.detached(type(), 'f', support.rows(), support.columns()) : memory;
    dense.assign(0);
    addTo(dense);
    return dense;
  }

  @Override
  public void addTo(INDArray matrix) {
    if (support.size() > 0) {
      SupportArrays.add(support, parameters.apply(name), matrix);
    }
  }

  @Override
  public INDArray denseGradient() {
    return Nd4j.createUninitialized(type(), new long[] {support.rows(), support.columns()}, 'f');
  }

  @Override
  public void takeGradient(INDArray dense) {
    if (support.size() > 0) {
      SupportArrays.gather(support, dense, gradients.apply(name));
    }
  }

  @Override
  public Support lowDensitySupport(Support known) {
    return support.size() > 0 && support.density() <= SupportArrays.LOW_DENSITY ? support : null;
  }

  @Override
  public void load(TrainableSparse target) {
    target.load(Matrices.memory(parameters.apply(name)));
  }

  @Override
  public void store(TrainableDense source) {
    INDArray gradient = denseGradient();
    Matrices.writeColumnMajor(gradient, source::gradient);
    takeGradient(gradient);
  }

  @Override
  public void store(TrainableSparse source) {
    source.gradient(Matrices.memory(gradients.apply(name)));
  }

  private DataType type() {
    return parameters.apply(DopedLSTMParamInitializer.BIAS).dataType();
  }
}
