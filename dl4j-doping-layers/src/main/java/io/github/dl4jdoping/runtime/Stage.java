package io.github.dl4jdoping.runtime;

/** A layer laid out to run: immutable and shared by all sessions of a model. */
interface Stage {

  /** The layer. */
  CompactLayer describe();

  /** As {@link CompactLayer#inputs}. */
  int inputs();

  /** As {@link CompactLayer#outputs}. */
  int outputs();

  /** The length of the state of one stream. */
  default int stateSize() {
    return 0;
  }

  /** Whether the layer can go on step by step. */
  default boolean streams() {
    return true;
  }

  /**
   * Makes the layer's part of a session.
   *
   * @param batch number of streams
   * @param state the session's state
   * @param stateFrom where this layer's {@code batch * stateSize} floats of it start
   */
  Runner open(int batch, float[] state, int stateFrom);

  /**
   * Refuses inputs of the model that would do harm, before anything is changed; called on the first
   * stage only.
   *
   * @throws IllegalArgumentException if a value is not allowed
   */
  default void checkInput(float[] in) {
    Finite.check(in);
  }

  /** What the layer takes in memory. */
  long memoryBytes();

  /** What a step of one stream reads of it at least. */
  long stepBytes();
}
