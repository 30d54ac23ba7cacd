package io.github.dl4jdoping.runtime;

/** An embedding laid out to run. */
final class EmbeddingStage implements PointwiseStage {

  private final CompactEmbedding layer;
  private final float[] weights;
  private final float[] bias;
  private final ActivationFunction activation;

  EmbeddingStage(
      CompactEmbedding layer, float[] weights, float[] bias, ActivationFunction activation) {
    this.layer = layer;
    this.weights = weights;
    this.bias = bias;
    this.activation = activation;
  }

  @Override
  public CompactLayer describe() {
    return layer;
  }

  @Override
  public int inputs() {
    return layer.inputs();
  }

  @Override
  public int outputs() {
    return layer.outputs();
  }

  @Override
  public void checkInput(float[] in) {
    for (int i = 0; i < in.length; i++) {
      int index = (int) in[i];
      if (index != in[i] || index < 0 || index >= layer.vocabulary()) {
        throw new IllegalArgumentException(
            "Inputs of an embedding are whole numbers in [0, "
                + layer.vocabulary()
                + "); value "
                + i
                + " is "
                + in[i]
                + ".");
      }
    }
  }

  @Override
  public void apply(int rows, float[] in, int from, float[] out, float[] scratch) {
    int columns = layer.outputs();
    for (int i = 0; i < rows; i++) {
      int index = (int) in[from + i];
      System.arraycopy(weights, index * columns, out, i * columns, columns);
      for (int j = 0; j < bias.length; j++) {
        out[i * columns + j] += bias[j];
      }
    }
    Rows.activate(activation, rows, out, columns);
  }

  @Override
  public long memoryBytes() {
    return (long) Float.BYTES * (weights.length + bias.length);
  }

  @Override
  public long stepBytes() {
    return (long) Float.BYTES * (layer.outputs() + bias.length);
  }
}
