package io.github.dl4jdoping.examples.speech;

/** A trained network as streams use it: frame by frame. Safe for use by several threads. */
@FunctionalInterface
interface FrameModel {

  /**
   * Begins a stream with a state of its own.
   *
   * @return for one thread
   */
  Session newSession();

  /** One stream's state. */
  interface Session {

    /**
     * Takes the next frame.
     *
     * @param frame normalised, one number for each band
     * @param probabilities takes the probability of each digit, as of this frame
     */
    void step(float[] frame, float[] probabilities);

    /** Forgets all frames. */
    void reset();
  }
}
