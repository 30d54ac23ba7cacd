package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Kernels;
import java.util.Objects;

/**
 * An embedding: its input is one number, the index of a row of the weights. Only the first layer of a
 * model can be one.
 */
public final class CompactEmbedding extends CompactLayer {

  private final int vocabulary;
  private final int outputs;
  private final float[] weights;
  private final float[] bias;
  private final ActivationFunction activation;

  /**
   * An embedding.
   *
   * @param vocabulary number of indices V
   * @param outputs length of a vector n
   * @param weights {@code [V, n]}, row-major; copied
   * @param bias {@code [n]}, or empty for none; copied
   * @param activation applied to row plus bias
   * @throws IllegalArgumentException if an array does not have its shape or a value is not finite
   */
  public CompactEmbedding(
      int vocabulary, int outputs, float[] weights, float[] bias, ActivationFunction activation) {
    this.vocabulary = vocabulary;
    this.outputs = outputs;
    this.weights = Checks.values("The weights of an embedding", weights, vocabulary, outputs);
    this.bias = Checks.optional("The bias of an embedding", bias, outputs);
    this.activation = Objects.requireNonNull(activation, "activation");
  }

  /**
   * The number of indices.
   *
   * @return indices are in {@code [0, vocabulary)}
   */
  public int vocabulary() {
    return vocabulary;
  }

  /**
   * The weights.
   *
   * @return a new array, {@code [V, n]}, row-major
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
    out.u8(FileCodes.EMBEDDING);
    out.u32(vocabulary);
    out.u32(outputs);
    out.u8(activation.code());
    out.optional(bias);
    out.floats(weights);
  }

  @Override
  Stage stage(Kernels kernels) {
    return new EmbeddingStage(this, weights, bias, activation);
  }

  @Override
  public int inputs() {
    return 1;
  }

  @Override
  public int outputs() {
    return outputs;
  }

  @Override
  public String toString() {
    return "Embedding " + vocabulary + " -> " + outputs;
  }
}
