package io.github.dl4jdoping.examples.speech;

/**
 * How the networks are built and trained.
 *
 * @param units LSTM units H, at least 4
 * @param factor dense LSTM weights by remaining ones that doped variants are planned for
 * @param epochs passes over the training recordings, at least 3
 * @param dropout probability that a frame's value or an LSTM output is dropped while training
 * @param learningRate of Adam, at its highest
 */
record Settings(int units, double factor, int epochs, double dropout, double learningRate) {

  /** Recordings in a training batch. */
  static final int BATCH = 32;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is out of range; the message names the option
   */
  Settings {
    require(units >= 4, "--units must be at least 4", units);
    require(factor >= 1, "--factor must be at least 1", factor);
    require(epochs >= 3, "--epochs must be at least 3, for annealing takes some", epochs);
    require(dropout >= 0 && dropout < 1, "--dropout must be in [0, 1)", dropout);
    require(
        learningRate > 0 && learningRate < Double.POSITIVE_INFINITY,
        "--learning-rate must be above 0",
        learningRate);
  }

  private static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + "; got " + value + ".");
    }
  }
}
