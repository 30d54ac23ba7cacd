package io.github.dl4jdoping.examples.translation;

import java.util.Arrays;

/** A sentence and its translation, as numbers of words. */
final class SentencePair {

  private final int[] source;
  private final int[] target;

  /**
   * A pair.
   *
   * @param source words in the order of writing, at least one; shared, not copied
   * @param target words in the order of writing, without marks of start and end; shared, not copied
   */
  SentencePair(int[] source, int[] target) {
    this.source = source;
    this.target = target;
  }

  /**
   * The sentence.
   *
   * @return numbers of words; not to be changed
   */
  int[] source() {
    return source;
  }

  /**
   * The translation.
   *
   * @return numbers of words; not to be changed
   */
  int[] target() {
    return target;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SentencePair that
        && Arrays.equals(source, that.source)
        && Arrays.equals(target, that.target);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(source) + Arrays.hashCode(target);
  }

  @Override
  public String toString() {
    return Arrays.toString(source) + " -> " + Arrays.toString(target);
  }
}
