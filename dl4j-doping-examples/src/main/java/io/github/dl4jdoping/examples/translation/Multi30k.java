package io.github.dl4jdoping.examples.translation;

import io.github.dl4jdoping.examples.tasks.Vocabulary;

/**
 * The data set.
 *
 * @param train to learn from
 * @param valid to choose with
 * @param test to report on
 * @param source vocabulary of the language to translate from
 * @param target vocabulary of the language to translate to; {@link #START} and {@link #END} are
 *     words of it
 */
record Multi30k(
    ParallelText train,
    ParallelText valid,
    ParallelText test,
    Vocabulary source,
    Vocabulary target) {

  /** What the decoder is given before the first word. */
  static final int START = 0;

  /** What the decoder says after the last word. */
  static final int END = 1;

  /** How start and end are written. */
  static final String[] SPECIAL = {"<s>", "</s>"};

  /**
   * The beginning of each part, for a trial run. The vocabularies stay.
   *
   * @param pairs to keep of each part; shorter parts stay as they are
   * @return a smaller data set
   */
  Multi30k limit(int pairs) {
    return new Multi30k(train.limit(pairs), valid.limit(pairs), test.limit(pairs), source, target);
  }
}
