package io.github.dl4jdoping.runtime;

/** An activation layer laid out to run. */
final class ActivationStage implements PointwiseStage {

  private final CompactActivation layer;
  private final ActivationFunction activation;

  ActivationStage(CompactActivation layer, ActivationFunction activation) {
    this.layer = layer;
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
  public void apply(int rows, float[] in, int from, float[] out, float[] scratch) {
    int columns = layer.outputs();
    System.arraycopy(in, from, out, 0, rows * columns);
    Rows.activate(activation, rows, out, columns);
  }

  @Override
  public long memoryBytes() {
    return 0;
  }

  @Override
  public long stepBytes() {
    return 0;
  }
}
