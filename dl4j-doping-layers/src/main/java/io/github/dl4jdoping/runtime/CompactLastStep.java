package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Kernels;

/**
 * Keeps the last step of a sequence. In {@link CompactSession#run} all later layers see that step
 * only; in {@link CompactSession#step} every step is the last one so far and passes unchanged.
 */
public final class CompactLastStep extends CompactLayer {

  private final int size;

  /**
   * A layer that keeps the last step.
   *
   * @param size number of inputs and outputs, at least 1
   * @throws IllegalArgumentException if the size is less than 1
   */
  public CompactLastStep(int size) {
    this.size = Checks.size("The last step", size);
  }

  @Override
  long denseParameters() {
    return 0;
  }

  @Override
  long biases() {
    return 0;
  }

  @Override
  void write(ByteWriter out) {
    out.u8(FileCodes.LAST_STEP);
    out.u32(size);
  }

  @Override
  Stage stage(Kernels kernels) {
    return new LastStepStage(this);
  }

  @Override
  public int inputs() {
    return size;
  }

  @Override
  public int outputs() {
    return size;
  }

  @Override
  public String toString() {
    return "Last step";
  }
}
