package io.github.dl4jdoping.examples.ptb;

/** Word perplexity of a text. */
final class Perplexity {

  private Perplexity() {}

  /**
   * The perplexity {@code exp(-1/n * sum of log p(word))} of a text, with the recurrent state
   * carried through it. What the network carries in training is the same afterwards.
   *
   * @param network to evaluate
   * @param text cut into segments
   * @return at least 1
   */
  static double of(StatefulNetwork network, Segments text) {
    CarriedState training = CarriedState.of(network);
    network.rnnClearPreviousState();
    double loss = 0.0;
    for (int i = 0; i < text.count(); i++) {
      loss += network.evaluate(text.get(i));
    }
    network.rnnClearPreviousState();
    training.restoreTo(network);
    return Math.exp(loss / text.predictions());
  }
}
