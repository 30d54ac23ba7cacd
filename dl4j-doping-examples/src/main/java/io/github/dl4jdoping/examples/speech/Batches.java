package io.github.dl4jdoping.examples.speech;

import io.github.dl4jdoping.examples.common.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Utterances in batches for DL4J. Those of a batch are about equally long, and padded at their ends.
 * The loss is taken over the second half of an utterance's frames: before, nobody could know.
 */
final class Batches {

  /** Batches among which utterances are sorted by length. */
  private static final int POOL = 10;

  private static final long ORDER = 1;

  private final List<Utterance> utterances;

  Batches(List<Utterance> utterances) {
    this.utterances = List.copyOf(utterances);
  }

  /**
   * The number of batches in an epoch.
   *
   * @return the last batch may be smaller than others
   */
  int perEpoch() {
    return (utterances.size() + Settings.BATCH - 1) / Settings.BATCH;
  }

  /**
   * The batches of one epoch, in random order.
   *
   * @param seed of the run
   * @param epoch from 0
   * @return every utterance once
   */
  List<List<Utterance>> epoch(long seed, int epoch) {
    Random random = new Random(Seeds.derive(seed, ORDER, epoch));
    List<Utterance> shuffled = new ArrayList<>(utterances);
    Collections.shuffle(shuffled, random);
    List<List<Utterance>> batches = new ArrayList<>();
    for (List<Utterance> pool : cut(shuffled, POOL * Settings.BATCH)) {
      batches.addAll(byLength(pool));
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  /**
   * Batches of utterances that are about equally long.
   *
   * @param utterances in any order
   * @return each of them once, the shortest first
   */
  static List<List<Utterance>> byLength(List<Utterance> utterances) {
    List<Utterance> sorted = new ArrayList<>(utterances);
    sorted.sort(Comparator.comparingInt(Utterance::steps));
    return cut(sorted, Settings.BATCH);
  }

  private static List<List<Utterance>> cut(List<Utterance> list, int size) {
    List<List<Utterance>> parts = new ArrayList<>();
    for (int from = 0; from < list.size(); from += size) {
      parts.add(list.subList(from, Math.min(list.size(), from + size)));
    }
    return parts;
  }

  /**
   * A batch as arrays.
   *
   * @param batch of N utterances
   * @return features {@code [N, bands, steps]}, labels {@code [N, 10, steps]}, labels mask {@code
   *     [N, steps]}
   */
  static DataSet dataSet(List<Utterance> batch) {
    int steps = batch.stream().mapToInt(Utterance::steps).max().orElseThrow();
    float[] labels = new float[batch.size() * Recording.DIGITS * steps];
    float[] mask = new float[batch.size() * steps];
    for (int i = 0; i < batch.size(); i++) {
      Utterance utterance = batch.get(i);
      for (int step = utterance.steps() / 2; step < utterance.steps(); step++) {
        labels[(i * Recording.DIGITS + utterance.digit()) * steps + step] = 1;
        mask[i * steps + step] = 1;
      }
    }
    return new DataSet(
        features(batch),
        Nd4j.create(labels, new long[] {batch.size(), Recording.DIGITS, steps}, 'c'),
        null,
        Nd4j.create(mask, new long[] {batch.size(), steps}, 'c'));
  }

  /**
   * The frames of a batch; beyond the end of an utterance, zeros.
   *
   * @param batch of N utterances
   * @return {@code [N, bands, steps]}
   */
  static INDArray features(List<Utterance> batch) {
    int steps = batch.stream().mapToInt(Utterance::steps).max().orElseThrow();
    float[] features = new float[batch.size() * FrameExtractor.BANDS * steps];
    for (int i = 0; i < batch.size(); i++) {
      float[][] frames = batch.get(i).frames();
      for (int step = 0; step < frames.length; step++) {
        for (int band = 0; band < FrameExtractor.BANDS; band++) {
          features[(i * FrameExtractor.BANDS + band) * steps + step] = frames[step][band];
        }
      }
    }
    return Nd4j.create(features, new long[] {batch.size(), FrameExtractor.BANDS, steps}, 'c');
  }
}
