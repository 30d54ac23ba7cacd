package io.github.dl4jdoping.runtime;

import java.util.Arrays;

/** The last step of a sequence; a step of its own is passed on where it lies. */
final class LastStepStage implements Stage {

  private final CompactLastStep layer;

  LastStepStage(CompactLastStep layer) {
    this.layer = layer;
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
  public Runner open(int batch, float[] state, int stateFrom) {
    return new LastStepRunner(Math.multiplyExact(batch, layer.inputs()));
  }

  @Override
  public long memoryBytes() {
    return 0;
  }

  @Override
  public long stepBytes() {
    return 0;
  }

  private static final class LastStepRunner implements Runner {

    private final int length;
    private float[] output;
    private int outputFrom;

    LastStepRunner(int length) {
      this.length = length;
    }

    @Override
    public void step(float[] in, int from) {
      output = in;
      outputFrom = from;
    }

    @Override
    public float[] output() {
      return output;
    }

    @Override
    public int outputFrom() {
      return outputFrom;
    }

    @Override
    public float[] run(float[] in) {
      return Arrays.copyOfRange(in, in.length - length, in.length);
    }
  }
}
