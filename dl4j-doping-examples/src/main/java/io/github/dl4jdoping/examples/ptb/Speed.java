package io.github.dl4jdoping.examples.ptb;

/** Training speed since this process began the epoch. */
final class Speed {

  private final long tokensBefore;
  private final double secondsBefore;
  private double tokensPerSecond;

  Speed(Training training) {
    tokensBefore = training.tokens();
    secondsBefore = training.seconds();
  }

  /**
   * Takes the time; called after each segment, so that validation is not part of it.
   *
   * @param training in the same epoch
   */
  void measure(Training training) {
    tokensPerSecond = (training.tokens() - tokensBefore) / (training.seconds() - secondsBefore);
  }

  /**
   * The speed up to the last measurement.
   *
   * @return predicted words per second
   */
  double tokensPerSecond() {
    return tokensPerSecond;
  }
}
