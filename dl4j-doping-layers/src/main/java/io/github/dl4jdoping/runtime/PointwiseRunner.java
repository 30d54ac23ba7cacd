package io.github.dl4jdoping.runtime;

/** The session's part of a layer without state: a place for outputs. */
final class PointwiseRunner implements Runner {

  private final PointwiseStage stage;
  private final int batch;
  private final int inputs;
  private final int outputs;
  private final float[] output;
  private final float[] scratch;

  PointwiseRunner(PointwiseStage stage, int batch) {
    this.stage = stage;
    this.batch = batch;
    this.inputs = stage.inputs();
    this.outputs = stage.outputs();
    this.output = new float[Math.multiplyExact(batch, outputs)];
    this.scratch = new float[stage.scratch(batch)];
  }

  @Override
  public void step(float[] in, int from) {
    stage.apply(batch, in, from, output, scratch);
  }

  @Override
  public float[] output() {
    return output;
  }

  @Override
  public int outputFrom() {
    return 0;
  }

  @Override
  public float[] run(float[] in) {
    int rows = in.length / inputs;
    float[] out = new float[Math.multiplyExact(rows, outputs)];
    stage.apply(rows, in, 0, out, new float[stage.scratch(rows)]);
    return out;
  }
}
