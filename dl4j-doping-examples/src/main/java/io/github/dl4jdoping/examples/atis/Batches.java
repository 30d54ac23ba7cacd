package io.github.dl4jdoping.examples.atis;

import io.github.dl4jdoping.examples.common.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Training utterances in batches of about equal length, so that little is padded. */
final class Batches {

  /** Batches that are made of one pool, within which utterances are sorted by length. */
  private static final int POOL = 20;

  private static final long ORDER = 1;

  private final List<Utterance> utterances;
  private final int size;
  private final long seed;
  private int epoch = -1;
  private List<List<Utterance>> ofEpoch = List.of();

  /**
   * Batches of a run.
   *
   * @param utterances of the training part
   * @param size of a batch
   * @param seed of the run
   */
  Batches(List<Utterance> utterances, int size, long seed) {
    this.utterances = utterances;
    this.size = size;
    this.seed = seed;
  }

  /**
   * The number of batches in an epoch.
   *
   * @return one batch may be smaller than others
   */
  int perEpoch() {
    return (utterances.size() + size - 1) / size;
  }

  /**
   * One batch.
   *
   * @param wanted epoch, from 0
   * @param index of the batch in the random order of the epoch
   * @return utterances; in an epoch, every one is in one batch
   */
  List<Utterance> get(int wanted, int index) {
    if (wanted != epoch) {
      ofEpoch = shuffled(wanted);
      epoch = wanted;
    }
    return ofEpoch.get(index);
  }

  private List<List<Utterance>> shuffled(int wanted) {
    Random random = new Random(Seeds.derive(seed, ORDER, wanted));
    List<Utterance> shuffled = new ArrayList<>(utterances);
    Collections.shuffle(shuffled, random);
    List<List<Utterance>> batches = new ArrayList<>();
    for (List<Utterance> pool : cut(shuffled, POOL * size)) {
      batches.addAll(byLength(pool, size));
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  /**
   * Batches of utterances that are about equally long.
   *
   * @param utterances in any order
   * @param size of a batch
   * @return each of them once, the shortest first
   */
  static List<List<Utterance>> byLength(List<Utterance> utterances, int size) {
    List<Utterance> sorted = new ArrayList<>(utterances);
    sorted.sort(Comparator.comparingInt(Utterance::steps));
    return cut(sorted, size);
  }

  private static List<List<Utterance>> cut(List<Utterance> list, int size) {
    List<List<Utterance>> parts = new ArrayList<>();
    for (int from = 0; from < list.size(); from += size) {
      parts.add(list.subList(from, Math.min(list.size(), from + size)));
    }
    return parts;
  }
}
