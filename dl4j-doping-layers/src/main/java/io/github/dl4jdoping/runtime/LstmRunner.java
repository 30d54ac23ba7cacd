package io.github.dl4jdoping.runtime;

import java.util.Arrays;

/** An LSTM's part of a session. State: hidden {@code [batch, H]}, then cell {@code [batch, H]}. */
final class LstmRunner implements Runner {

  /** In a sequence, the input product is done for about this many rows at once. */
  private static final int ROWS_AT_ONCE = 32;

  private final LstmStage stage;
  private final int batch;
  private final float[] state;
  private final int hiddenFrom;
  private final int cellFrom;
  private final float[] z;
  private final float[] both;
  private final float[] scratch;

  LstmRunner(LstmStage stage, int batch, float[] state, int stateFrom) {
    this.stage = stage;
    this.batch = batch;
    this.state = state;
    this.hiddenFrom = stateFrom;
    this.cellFrom = stateFrom + batch * stage.units();
    this.z = new float[Math.multiplyExact(batch, stage.gates())];
    this.both = new float[stage.sideBySide(batch)];
    this.scratch = new float[stage.scratch(batch, batch)];
  }

  @Override
  public void step(float[] in, int from) {
    stage.start(batch, in, from, z, scratch);
    stage.complete(batch, in, from, state, hiddenFrom, z, 0, both, scratch);
    stage.update(batch, z, 0, state, hiddenFrom, cellFrom);
  }

  @Override
  public float[] output() {
    return state;
  }

  @Override
  public int outputFrom() {
    return hiddenFrom;
  }

  @Override
  public void reset(int stream) {
    int units = stage.units();
    Arrays.fill(state, hiddenFrom + stream * units, hiddenFrom + (stream + 1) * units, 0f);
    Arrays.fill(state, cellFrom + stream * units, cellFrom + (stream + 1) * units, 0f);
  }

  @Override
  public float[] run(float[] in) {
    int steps = in.length / (batch * stage.inputs());
    int stepsAtOnce = Math.min(steps, Math.max(1, ROWS_AT_ONCE / batch));
    float[] out = new float[Math.multiplyExact(steps, batch * stage.units())];
    float[] zs = new float[Math.multiplyExact(stepsAtOnce, batch * stage.gates())];
    float[] space = new float[stage.scratch(stepsAtOnce * batch, batch)];
    for (int start = 0; start < steps; start += stepsAtOnce) {
      int count = Math.min(stepsAtOnce, steps - start);
      stage.start(count * batch, in, start * batch * stage.inputs(), zs, space);
      for (int step = 0; step < count; step++) {
        recur(in, start + step, zs, step * batch * stage.gates(), space, out);
      }
    }
    return out;
  }

  private void recur(float[] in, int step, float[] zs, int zFrom, float[] space, float[] out) {
    int from = step * batch * stage.inputs();
    stage.complete(batch, in, from, state, hiddenFrom, zs, zFrom, both, space);
    stage.update(batch, zs, zFrom, state, hiddenFrom, cellFrom);
    int length = batch * stage.units();
    System.arraycopy(state, hiddenFrom, out, step * length, length);
  }
}
