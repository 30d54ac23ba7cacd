package io.github.dl4jdoping.examples.translation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * BLEU of a corpus (Papineni et al., "BLEU: a method for automatic evaluation of machine
 * translation", ACL 2002): the geometric mean of the clipped precisions of 1- to 4-grams, times the
 * brevity penalty, in percent. Words are what is between spaces, case counts, nothing is smoothed:
 * what sacreBLEU computes with {@code tok:none} and {@code smooth:none}.
 */
final class Bleu {

  private static final int ORDERS = 4;

  private final long[] matches = new long[ORDERS];
  private final long[] totals = new long[ORDERS];
  private long length;
  private long referenceLength;

  private Bleu() {}

  /**
   * The score of translations.
   *
   * @param translations one per sentence
   * @param references one or more streams of references, each with one per sentence
   * @return from 0 to 100
   * @throws IllegalArgumentException if there is no reference, or a stream has another number of
   *     sentences than there are translations
   */
  static double score(List<String> translations, List<List<String>> references) {
    if (references.isEmpty()) {
      throw new IllegalArgumentException("BLEU needs at least one stream of references; got none.");
    }
    for (List<String> stream : references) {
      if (stream.size() != translations.size()) {
        throw new IllegalArgumentException(
            "BLEU compares sentence by sentence; got "
                + translations.size()
                + " translations and "
                + stream.size()
                + " references.");
      }
    }
    Bleu corpus = new Bleu();
    for (int i = 0; i < translations.size(); i++) {
      int sentence = i;
      corpus.add(
          ParallelText.words(translations.get(i)),
          references.stream().map(stream -> ParallelText.words(stream.get(sentence))).toList());
    }
    return corpus.score();
  }

  private void add(List<String> translation, List<List<String>> references) {
    length += translation.size();
    referenceLength += closest(translation.size(), references);
    for (int order = 1; order <= ORDERS; order++) {
      Map<List<String>, Integer> most = new HashMap<>();
      for (List<String> reference : references) {
        counts(reference, order).forEach((gram, count) -> most.merge(gram, count, Math::max));
      }
      counts(translation, order)
          .forEach((gram, count) -> count(gram.size(), count, most.getOrDefault(gram, 0)));
    }
  }

  private void count(int order, int count, int most) {
    matches[order - 1] += Math.min(count, most);
    totals[order - 1] += count;
  }

  /** The length of the reference that is closest in length, the shorter one of two. */
  private static int closest(int length, List<List<String>> references) {
    int best = references.get(0).size();
    for (List<String> reference : references) {
      int difference = Math.abs(reference.size() - length) - Math.abs(best - length);
      if (difference < 0 || (difference == 0 && reference.size() < best)) {
        best = reference.size();
      }
    }
    return best;
  }

  private static Map<List<String>, Integer> counts(List<String> words, int order) {
    Map<List<String>, Integer> counts = new HashMap<>();
    for (int from = 0; from + order <= words.size(); from++) {
      counts.merge(words.subList(from, from + order), 1, Integer::sum);
    }
    return counts;
  }

  private double score() {
    double logs = 0;
    for (int order = 0; order < ORDERS; order++) {
      if (matches[order] == 0) {
        return 0;
      }
      logs += Math.log((double) matches[order] / totals[order]);
    }
    double brevity = Math.min(0, 1 - (double) referenceLength / length);
    return 100 * Math.exp(logs / ORDERS + brevity);
  }
}
