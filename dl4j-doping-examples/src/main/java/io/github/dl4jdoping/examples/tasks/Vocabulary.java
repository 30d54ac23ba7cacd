package io.github.dl4jdoping.examples.tasks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Words and their numbers. Words that it does not have are one and the same, the unknown word. */
public final class Vocabulary {

  /** How the unknown word is written. */
  public static final String UNKNOWN = "<unk>";

  private final List<String> words;
  private final Map<String, Integer> ids = new HashMap<>();

  private Vocabulary(List<String> words) {
    this.words = List.copyOf(words);
    for (int id = 0; id < words.size(); id++) {
      ids.put(words.get(id), id);
    }
  }

  /**
   * The words of a text.
   *
   * @param sentences the text
   * @param minimumFrequency words that occur less often are left out; at least 1
   * @param special words that are there anyway and come first, such as the end of a sentence
   * @return the special words, the unknown word, then others in the order of their first use
   */
  public static Vocabulary of(
      List<List<String>> sentences, int minimumFrequency, String... special) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    sentences.forEach(sentence -> sentence.forEach(word -> counts.merge(word, 1, Integer::sum)));
    List<String> words = new ArrayList<>(List.of(special));
    words.add(UNKNOWN);
    counts.forEach(
        (word, count) -> {
          if (count >= minimumFrequency && !words.subList(0, special.length + 1).contains(word)) {
            words.add(word);
          }
        });
    return new Vocabulary(words);
  }

  /**
   * The number of words.
   *
   * @return special ones and the unknown word included
   */
  public int size() {
    return words.size();
  }

  /**
   * The number of a word.
   *
   * @param word any
   * @return that of the unknown word if it is not in the vocabulary
   */
  public int id(String word) {
    return ids.getOrDefault(word, ids.get(UNKNOWN));
  }

  /**
   * The numbers of a sentence.
   *
   * @param sentence any words
   * @return one number per word
   */
  public int[] ids(List<String> sentence) {
    return sentence.stream().mapToInt(this::id).toArray();
  }

  /**
   * The word of a number.
   *
   * @param id from 0, below {@link #size()}
   * @return the word
   */
  public String word(int id) {
    return words.get(id);
  }
}
