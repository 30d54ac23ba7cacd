package io.github.dl4jdoping.examples.translation;

import io.github.dl4jdoping.examples.tasks.Vocabulary;
import java.util.List;

/**
 * A text in two languages.
 *
 * @param pairs as numbers of words
 * @param translations as written
 */
record ParallelText(List<SentencePair> pairs, List<String> translations) {

  /**
   * Numbers the words of a text.
   *
   * @param sentences as written, words separated by spaces
   * @param translations line by line
   * @param source vocabulary of the sentences
   * @param target vocabulary of the translations
   * @return the text
   */
  static ParallelText of(
      List<String> sentences, List<String> translations, Vocabulary source, Vocabulary target) {
    SentencePair[] pairs = new SentencePair[sentences.size()];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] =
          new SentencePair(
              source.ids(words(sentences.get(i))), target.ids(words(translations.get(i))));
    }
    return new ParallelText(List.of(pairs), translations);
  }

  /**
   * The words of a sentence.
   *
   * @param sentence as written
   * @return its parts between spaces; none if there is nothing but spaces
   */
  static List<String> words(String sentence) {
    String stripped = sentence.strip();
    return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
  }

  /**
   * The beginning of the text.
   *
   * @param most pairs to keep
   * @return a shorter text, or the same if it is not longer
   */
  ParallelText limit(int most) {
    int kept = Math.min(most, pairs.size());
    return new ParallelText(pairs.subList(0, kept), translations.subList(0, kept));
  }
}
