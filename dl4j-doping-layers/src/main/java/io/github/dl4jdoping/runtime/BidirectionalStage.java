package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.runtime.CompactBidirectional.Mode;

/** A bidirectional layer laid out to run. Both directions start from zero, so it has no state. */
final class BidirectionalStage implements Stage {

  private final LstmStage forward;
  private final LstmStage backward;
  private final Mode mode;

  BidirectionalStage(LstmStage forward, LstmStage backward, Mode mode) {
    this.forward = forward;
    this.backward = backward;
    this.mode = mode;
  }

  @Override
  public CompactLayer describe() {
    return new CompactBidirectional(forward.describe(), backward.describe(), mode);
  }

  @Override
  public int inputs() {
    return forward.inputs();
  }

  @Override
  public int outputs() {
    return mode.outputs(forward.units());
  }

  @Override
  public boolean streams() {
    return false;
  }

  @Override
  public Runner open(int batch, float[] state, int stateFrom) {
    return new WholeSequence(batch);
  }

  @Override
  public long memoryBytes() {
    return forward.memoryBytes() + backward.memoryBytes();
  }

  @Override
  public long stepBytes() {
    return forward.stepBytes() + backward.stepBytes();
  }

  private final class WholeSequence implements Runner {

    private final int batch;

    WholeSequence(int batch) {
      this.batch = batch;
    }

    @Override
    public void step(float[] in, int from) {
      throw new IllegalStateException("A bidirectional layer needs the whole sequence.");
    }

    @Override
    public float[] output() {
      throw new IllegalStateException("A bidirectional layer has no output of a step.");
    }

    @Override
    public int outputFrom() {
      throw new IllegalStateException("A bidirectional layer has no output of a step.");
    }

    @Override
    public float[] run(float[] in) {
      float[] ahead = fromZero(forward, in);
      float[] reversed = Sequences.reversed(in, batch * forward.inputs());
      float[] back = Sequences.reversed(fromZero(backward, reversed), batch * backward.units());
      return Sequences.join(mode, ahead, back, forward.units());
    }

    private float[] fromZero(LstmStage direction, float[] in) {
      float[] state = new float[Math.multiplyExact(batch, direction.stateSize())];
      return direction.open(batch, state, 0).run(in);
    }
  }
}
