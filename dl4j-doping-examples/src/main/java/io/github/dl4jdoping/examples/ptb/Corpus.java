package io.github.dl4jdoping.examples.ptb;

import java.util.Arrays;

/** A text in three parts, as word ids. Arrays are shared, not copied, and must not be changed. */
final class Corpus {

  private final int[] train;
  private final int[] valid;
  private final int[] test;
  private final int words;

  /**
   * A corpus.
   *
   * @param train text to learn from
   * @param valid text to watch the training with
   * @param test text to report on
   * @param words size of the vocabulary, which is that of the training text; ids are below it
   */
  Corpus(int[] train, int[] valid, int[] test, int words) {
    this.train = train;
    this.valid = valid;
    this.test = test;
    this.words = words;
  }

  /**
   * The text to learn from.
   *
   * @return word ids in reading order
   */
  int[] train() {
    return train;
  }

  /**
   * The text to watch the training with.
   *
   * @return word ids in reading order
   */
  int[] valid() {
    return valid;
  }

  /**
   * The text to report on.
   *
   * @return word ids in reading order
   */
  int[] test() {
    return test;
  }

  /**
   * The size of the vocabulary.
   *
   * @return one more than the largest possible id
   */
  int words() {
    return words;
  }

  /**
   * The beginning of each part, for a trial run. The vocabulary stays.
   *
   * @param tokens to keep of each part; shorter parts stay as they are
   * @return a smaller corpus
   */
  Corpus limit(int tokens) {
    return new Corpus(first(train, tokens), first(valid, tokens), first(test, tokens), words);
  }

  /**
   * Tells training texts apart.
   *
   * @return the same for the same text
   */
  int trainFingerprint() {
    return Arrays.hashCode(train);
  }

  private static int[] first(int[] part, int tokens) {
    return Arrays.copyOf(part, Math.min(tokens, part.length));
  }
}
