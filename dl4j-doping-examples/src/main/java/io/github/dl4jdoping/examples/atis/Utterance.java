package io.github.dl4jdoping.examples.atis;

import java.util.Arrays;

/** One thing that was said. */
final class Utterance {

  /** An intent that the training part does not have. No answer is the right one. */
  static final int UNSEEN = -1;

  private final int[] words;
  private final int intent;

  /**
   * An utterance.
   *
   * @param words their numbers in the vocabulary, at least one; shared, not copied
   * @param intent number of what the speaker wants, or {@link #UNSEEN}
   */
  Utterance(int[] words, int intent) {
    this.words = words;
    this.intent = intent;
  }

  /**
   * What was said.
   *
   * @return numbers of words; not to be changed
   */
  int[] words() {
    return words;
  }

  /**
   * What the speaker wants.
   *
   * @return number of the intent, or {@link #UNSEEN}
   */
  int intent() {
    return intent;
  }

  /**
   * Length of the utterance.
   *
   * @return number of words
   */
  int steps() {
    return words.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Utterance that
        && intent == that.intent
        && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(words) + intent;
  }

  @Override
  public String toString() {
    return Arrays.toString(words) + " -> " + intent;
  }
}
