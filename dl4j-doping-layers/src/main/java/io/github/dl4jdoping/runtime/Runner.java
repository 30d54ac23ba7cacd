package io.github.dl4jdoping.runtime;

/** A layer's part of a session: what it has to write to. */
interface Runner {

  /**
   * One step for all streams; allocates nothing.
   *
   * @param in inputs {@code [batch, inputs]}
   * @param from index of the first
   */
  void step(float[] in, int from);

  /** Where the last step left its outputs {@code [batch, outputs]}. */
  float[] output();

  /** The index of the first output. */
  int outputFrom();

  /** Sets the state of one stream to zero. */
  default void reset(int stream) {}

  /**
   * A whole sequence.
   *
   * @param in {@code [steps, batch, inputs]}; not modified
   * @return a new array {@code [steps, batch, outputs]}; fewer steps if the layer says so
   */
  float[] run(float[] in);
}
