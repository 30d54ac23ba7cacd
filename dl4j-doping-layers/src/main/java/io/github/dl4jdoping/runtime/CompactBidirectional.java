package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Kernels;
import java.util.Objects;

/**
 * Two LSTMs over one sequence, one of them backwards. Needs the whole sequence, so a model with one
 * can {@link CompactSession#run} and not step.
 */
public final class CompactBidirectional extends CompactLayer {

  /** How the outputs of both directions become one. */
  public enum Mode {
    /** Forward, then backward: twice as many outputs. */
    CONCAT(0),
    /** The sum. */
    ADD(1),
    /** The product. */
    MUL(2),
    /** The mean. */
    AVERAGE(3);

    private final int code;

    Mode(int code) {
      this.code = code;
    }

    /** The number of outputs that two directions of this many units have together. */
    int outputs(int units) {
      return this == CONCAT ? 2 * units : units;
    }

    /** The number that stands for the mode in a file. */
    int code() {
      return code;
    }
  }

  private final CompactLstm forward;
  private final CompactLstm backward;
  private final Mode mode;

  /**
   * A bidirectional layer.
   *
   * @param forward reads the sequence from its start
   * @param backward reads it from its end; as many inputs and units
   * @param mode how outputs of the same step are joined
   * @throws IllegalArgumentException if both directions do not have the same shape
   */
  public CompactBidirectional(CompactLstm forward, CompactLstm backward, Mode mode) {
    this.forward = forward;
    this.backward = backward;
    this.mode = Objects.requireNonNull(mode, "mode");
    if (forward.inputs() != backward.inputs() || forward.outputs() != backward.outputs()) {
      throw new IllegalArgumentException(
          "Both directions have the same shape; got "
              + forward.inputs()
              + " to "
              + forward.outputs()
              + " forward and "
              + backward.inputs()
              + " to "
              + backward.outputs()
              + " backward.");
    }
    Checks.size("The outputs of a bidirectional layer", 2, forward.outputs());
  }

  @Override
  long denseParameters() {
    return forward.denseParameters() + backward.denseParameters();
  }

  @Override
  long biases() {
    return forward.biases() + backward.biases();
  }

  @Override
  long parameters() {
    return forward.parameters() + backward.parameters();
  }

  @Override
  boolean isRecurrent() {
    return true;
  }

  @Override
  void write(ByteWriter out) {
    out.u8(FileCodes.BIDIRECTIONAL);
    forward.writeBody(out);
    backward.writeBody(out);
    out.u8(mode.code());
  }

  @Override
  Stage stage(Kernels kernels) {
    return new BidirectionalStage(
        new LstmStage(forward, kernels), new LstmStage(backward, kernels), mode);
  }

  /**
   * The direction that reads from the start.
   *
   * @return an LSTM
   */
  public CompactLstm forward() {
    return forward;
  }

  /**
   * The direction that reads from the end.
   *
   * @return an LSTM of the same shape
   */
  public CompactLstm backward() {
    return backward;
  }

  /**
   * How the outputs of both directions become one.
   *
   * @return the mode
   */
  public Mode mode() {
    return mode;
  }

  @Override
  public int inputs() {
    return forward.inputs();
  }

  @Override
  public int outputs() {
    return mode.outputs(forward.outputs());
  }

  @Override
  public String toString() {
    return "Bidirectional " + inputs() + " -> " + outputs();
  }
}
