package io.github.dl4jdoping.examples.quickstart;

/**
 * What the quickstart trains.
 *
 * @param seed seed of the data and of the networks
 * @param factor parameter factor that the compressed layers are planned for
 * @param units LSTM units H
 * @param iterations training steps of each variant
 */
record Settings(long seed, double factor, int units, int iterations) {

  /** Documents in a training batch. */
  static final int BATCH = 16;

  /** Time steps of a document. */
  static final int STEPS = 64;

  /** Number of test documents. */
  static final int TEST_DOCUMENTS = 400;

  private static final int FEWEST_ITERATIONS = 10;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  public Settings {
    require(factor >= 1, "The compression factor is at least 1; got " + factor + ".");
    require(units >= 2, "A layer needs at least 2 units; got " + units + ".");
    require(
        iterations >= FEWEST_ITERATIONS,
        "Annealing needs at least " + FEWEST_ITERATIONS + " iterations; got " + iterations + ".");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  Corpus corpus() {
    return new Corpus(Grammar.standard(), STEPS, seed);
  }
}
