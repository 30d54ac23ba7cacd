package io.github.dl4jdoping.examples.translation;

import io.github.dl4jdoping.examples.common.Seeds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * Pairs in batches whose translations have the same length, so that the output needs no mask.
 * Sentences within a batch have about the same length.
 */
final class PairBatches {

  /** Batches that are made of one pool, within which pairs are sorted by sentence length. */
  private static final int POOL = 8;

  private static final long ORDER = 1;

  private final List<SentencePair> pairs;
  private final int size;
  private final long seed;
  private final int perEpoch;
  private int epoch = -1;
  private List<List<SentencePair>> ofEpoch = List.of();

  /**
   * Batches of a run.
   *
   * @param pairs of the training part
   * @param size most pairs in a batch
   * @param seed of the run
   */
  PairBatches(List<SentencePair> pairs, int size, long seed) {
    this.pairs = pairs;
    this.size = size;
    this.seed = seed;
    this.perEpoch = inOrder(pairs, size).size();
  }

  /**
   * The number of batches in an epoch.
   *
   * @return the same for all epochs
   */
  int perEpoch() {
    return perEpoch;
  }

  /**
   * One batch.
   *
   * @param wanted epoch, from 0
   * @param index of the batch in the random order of the epoch
   * @return pairs; in an epoch, every one is in one batch
   */
  List<SentencePair> get(int wanted, int index) {
    if (wanted != epoch) {
      Random random = new Random(Seeds.derive(seed, ORDER, wanted));
      List<SentencePair> shuffled = new ArrayList<>(pairs);
      Collections.shuffle(shuffled, random);
      ofEpoch = inOrder(shuffled, size);
      Collections.shuffle(ofEpoch, random);
      epoch = wanted;
    }
    return ofEpoch.get(index);
  }

  /**
   * Batches that are not shuffled.
   *
   * @param pairs in any order
   * @param size most pairs in a batch
   * @return each of them once, the shortest translations first
   */
  static List<List<SentencePair>> inOrder(List<SentencePair> pairs, int size) {
    List<List<SentencePair>> batches = new ArrayList<>();
    for (List<SentencePair> equallyLong : byTargetLength(pairs)) {
      for (List<SentencePair> pool : cut(equallyLong, POOL * size)) {
        List<SentencePair> sorted = new ArrayList<>(pool);
        sorted.sort(Comparator.comparingInt(pair -> pair.source().length));
        batches.addAll(cut(sorted, size));
      }
    }
    return batches;
  }

  private static Collection<List<SentencePair>> byTargetLength(List<SentencePair> pairs) {
    TreeMap<Integer, List<SentencePair>> groups = new TreeMap<>();
    for (SentencePair pair : pairs) {
      groups.computeIfAbsent(pair.target().length, length -> new ArrayList<>()).add(pair);
    }
    return groups.values();
  }

  private static <T> List<List<T>> cut(List<T> list, int size) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < list.size(); from += size) {
      parts.add(list.subList(from, Math.min(list.size(), from + size)));
    }
    return parts;
  }
}
