package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Kernels;
import java.util.Objects;

/**
 * A dense layer, {@code f(x W + b)}, which is also what an output layer does at each step.
 */
public final class CompactDense extends CompactLayer {

  private final int inputs;
  private final int outputs;
  private final float[] weights;
  private final float[] bias;
  private final ActivationFunction activation;

  /**
   * A dense layer.
   *
   * @param inputs number of inputs m
   * @param outputs number of outputs n
   * @param weights {@code W [m, n]}, row-major; copied
   * @param bias {@code b [n]}, or empty for none; copied
   * @param activation f
   * @throws IllegalArgumentException if an array does not have its shape or a value is not finite
   */
  public CompactDense(
      int inputs, int outputs, float[] weights, float[] bias, ActivationFunction activation) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.weights = Checks.values("The weights of a dense layer", weights, inputs, outputs);
    this.bias = Checks.optional("The bias of a dense layer", bias, outputs);
    this.activation = Objects.requireNonNull(activation, "activation");
  }

  /**
   * The weights.
   *
   * @return a new array, {@code [m, n]}, row-major
   */
  public float[] weights() {
    return weights.clone();
  }

  /**
   * The bias.
   *
   * @return a new array, {@code [n]}, empty if there is none
   */
  public float[] bias() {
    return bias.clone();
  }

  /**
   * The activation function.
   *
   * @return what is applied last
   */
  public ActivationFunction activation() {
    return activation;
  }

  @Override
  long denseParameters() {
    return weights.length;
  }

  @Override
  long biases() {
    return bias.length;
  }

  @Override
  void write(ByteWriter out) {
    out.u8(FileCodes.DENSE);
    out.u32(inputs);
    out.u32(outputs);
    out.u8(activation.code());
    out.optional(bias);
    out.floats(weights);
  }

  @Override
  Stage stage(Kernels kernels) {
    return new DenseStage(kernels.dense(inputs, outputs, weights), bias, activation);
  }

  @Override
  public int inputs() {
    return inputs;
  }

  @Override
  public int outputs() {
    return outputs;
  }

  @Override
  public String toString() {
    return "Dense " + inputs + " -> " + outputs + ", " + activation;
  }
}
