package io.github.dl4jdoping.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * One or more streams that run through a model in lockstep: their states, and room for what is
 * computed. Not thread-safe; any number of sessions may run at once on one model.
 *
 * <p>Arrays hold stream after stream, {@code [batch, inputs]} and {@code [batch, outputs]}, row-major.
 * The outputs of a model whose first layer is an embedding are those of index {@code in[i]}.
 */
public final class CompactSession {

  private final Stage first;
  private final boolean streams;
  private final Runner[] runners;
  private final float[] state;
  private final int batch;
  private final int inputs;
  private final int outputs;

  CompactSession(List<Stage> stages, int batch) {
    this.first = stages.get(0);
    this.streams = stages.stream().allMatch(Stage::streams);
    this.batch = Checks.size("The batch of a session", batch);
    this.inputs = first.inputs();
    this.outputs = stages.get(stages.size() - 1).outputs();
    this.state = new float[stateSize(stages, batch)];
    this.runners = new Runner[stages.size()];
    int from = 0;
    for (int i = 0; i < runners.length; i++) {
      runners[i] = stages.get(i).open(batch, state, from);
      from += batch * stages.get(i).stateSize();
    }
  }

  private static int stateSize(List<Stage> stages, int batch) {
    int size = 0;
    for (Stage stage : stages) {
      size = Math.addExact(size, Math.multiplyExact(batch, stage.stateSize()));
    }
    return size;
  }

  /**
   * The number of streams.
   *
   * @return at least 1
   */
  public int batch() {
    return batch;
  }

  /**
   * One step of every stream. Allocates nothing. Where it throws, no state has changed.
   *
   * @param in inputs {@code [batch, inputs]}; not modified
   * @param out receives the outputs {@code [batch, outputs]}; may be the same array if it is as long
   * @throws IllegalArgumentException if an array has another length, an input is not finite, or the
   *     index of an embedding is not a whole number within its vocabulary
   * @throws IllegalStateException if the model has a bidirectional layer, which needs the whole
   *     sequence
   */
  public void step(float[] in, float[] out) {
    checkStreams();
    checkLength("inputs", in.length, inputs);
    checkLength("outputs", out.length, outputs);
    first.checkInput(in);
    float[] values = in;
    int from = 0;
    for (Runner runner : runners) {
      runner.step(values, from);
      values = runner.output();
      from = runner.outputFrom();
    }
    System.arraycopy(values, from, out, 0, out.length);
  }

  private void checkStreams() {
    if (!streams) {
      throw new IllegalStateException(
          "This model has a bidirectional layer, which needs the whole sequence: call run.");
    }
  }

  private void checkLength(String what, int length, int expected) {
    if (length != batch * expected) {
      throw new IllegalArgumentException(
          "A step of "
              + batch
              + " streams has "
              + batch
              + " x "
              + expected
              + " "
              + what
              + "; got an array of "
              + length
              + ".");
    }
  }

  /**
   * A whole sequence: goes on from the state and leaves the last one behind, as that many steps
   * would. Outputs may differ from those of {@link #step} by rounding. A model with a bidirectional
   * layer starts from the zero state.
   *
   * @param sequence inputs {@code [steps, batch, inputs]}; not modified
   * @return the outputs of all steps, {@code [steps, batch, outputs]}; of the last step only,
   *     {@code [batch, outputs]}, if the model keeps that
   * @throws IllegalArgumentException if the array is empty or not a whole number of steps long, or as
   *     in {@link #step}
   */
  public float[] run(float[] sequence) {
    if (sequence.length == 0 || sequence.length % (batch * inputs) != 0) {
      throw new IllegalArgumentException(
          "A sequence of "
              + batch
              + " streams has "
              + batch
              + " x "
              + inputs
              + " inputs in each of at least one step; got an array of "
              + sequence.length
              + ".");
    }
    first.checkInput(sequence);
    if (!streams) {
      reset();
    }
    float[] values = sequence;
    for (Runner runner : runners) {
      values = runner.run(values);
    }
    return values;
  }

  /** Sets the state of every stream to zero, as it is at the start. */
  public void reset() {
    Arrays.fill(state, 0f);
  }

  /**
   * Sets the state of one stream to zero.
   *
   * @param stream its number, in {@code [0, batch)}
   * @throws IndexOutOfBoundsException if there is no such stream
   */
  public void reset(int stream) {
    Objects.checkIndex(stream, batch);
    for (Runner runner : runners) {
      runner.reset(stream);
    }
  }

  /**
   * The states of all streams: for each LSTM in the order of the layers the hidden state {@code
   * [batch, H]}, then the cell state {@code [batch, H]}. Bidirectional layers have none.
   *
   * @return a new array
   */
  public float[] state() {
    return state.clone();
  }

  /**
   * Goes on from given states.
   *
   * @param newState as from {@link #state}, also of another session of the same batch; copied
   * @throws IllegalArgumentException if it has another length or a value is not finite; the states
   *     are then as before
   */
  public void setState(float[] newState) {
    if (newState.length != state.length) {
      throw new IllegalArgumentException(
          "The state of "
              + batch
              + " streams has "
              + state.length
              + " values; got "
              + newState.length
              + ".");
    }
    int bad = Checks.firstNotFinite(newState);
    if (bad >= 0) {
      throw new IllegalArgumentException(
          "States are finite; value " + bad + " is " + newState[bad] + ".");
    }
    System.arraycopy(newState, 0, state, 0, state.length);
  }
}
