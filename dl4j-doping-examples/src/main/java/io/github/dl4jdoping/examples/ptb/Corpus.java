package io.github.dl4jdoping.examples.ptb;

import java.util.Arrays;

/**
 * A text in three parts, as word ids.
 *
 * @param train text to learn from
 * @param valid text to watch the training with
 * @param test text to report on
 * @param words size of the vocabulary, which is that of the training text; ids are below it
 */
record Corpus(int[] train, int[] valid, int[] test, int words) {

  /**
   * The beginning of each part, for a trial run. The vocabulary stays.
   *
   * @param tokens to keep of each part; shorter parts stay as they are
   * @return a smaller corpus
   */
  Corpus limit(int tokens) {
    return new Corpus(
        first(train, tokens), first(valid, tokens), first(test, tokens), words);
  }

  private static int[] first(int[] part, int tokens) {
    return Arrays.copyOf(part, Math.min(tokens, part.length));
  }
}
