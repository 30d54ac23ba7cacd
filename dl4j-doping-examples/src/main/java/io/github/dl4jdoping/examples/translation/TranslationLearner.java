package io.github.dl4jdoping.examples.translation;

import io.github.dl4jdoping.examples.common.Checkpoint;
import io.github.dl4jdoping.examples.tasks.GlobalNormClipping;
import io.github.dl4jdoping.examples.tasks.Learner;
import io.github.dl4jdoping.examples.tasks.Loss;
import io.github.dl4jdoping.training.DopingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/** Learns to translate. */
final class TranslationLearner implements Learner {

  private static final int EVALUATION_BATCH = 100;

  /** The longest translation in the training part has 44 words. */
  private static final int LONGEST = 60;

  private final Multi30k data;
  private final PairBatches batches;
  private final ComputationGraph network;

  /**
   * A learner.
   *
   * @param data to learn from and to be measured on
   * @param settings of the run
   * @param seed of initial weights and order
   * @param checkpoint file with the network to go on with, or null for a new one
   * @throws IOException if the checkpoint cannot be read
   */
  TranslationLearner(Multi30k data, TranslationSettings settings, long seed, Path checkpoint)
      throws IOException {
    this.data = data;
    this.batches = new PairBatches(data.train().pairs(), settings.batch(), seed);
    this.network = checkpoint == null ? fresh(settings, seed) : Checkpoint.graph(checkpoint);
    network.setListeners(
        new GlobalNormClipping(settings.clip()), new DopingListener().every(Integer.MAX_VALUE));
  }

  private ComputationGraph fresh(TranslationSettings settings, long seed) {
    ComputationGraph made =
        new ComputationGraph(
            TranslationNetwork.configuration(settings, data, batches.perEpoch(), seed));
    made.init();
    return made;
  }

  @Override
  public ComputationGraph network() {
    return network;
  }

  @Override
  public int fingerprint() {
    return data.train().pairs().hashCode();
  }

  @Override
  public int batches() {
    return batches.perEpoch();
  }

  @Override
  public Loss fit(int epoch, int batch) {
    Batch arrays = Batch.of(batches.get(epoch, batch));
    network.fit(dataSet(arrays));
    return loss(arrays, network.score());
  }

  private static MultiDataSet dataSet(Batch batch) {
    return new MultiDataSet(
        new INDArray[] {batch.source(), batch.given()},
        new INDArray[] {batch.wanted()},
        new INDArray[] {batch.sourceMask(), null},
        null);
  }

  private static Loss loss(Batch batch, double meanOverPairs) {
    return new Loss(meanOverPairs * batch.wanted().size(0), batch.predictions());
  }

  @Override
  public void endEpoch() {
    network.incrementEpochCount();
  }

  @Override
  public double validate() {
    return loss(data.valid()).mean();
  }

  @Override
  public String validation() {
    return "validation loss";
  }

  private Loss loss(ParallelText text) {
    Loss sum = Loss.NONE;
    for (List<SentencePair> pairs : PairBatches.inOrder(text.pairs(), EVALUATION_BATCH)) {
      Batch batch = Batch.of(pairs);
      sum = sum.plus(loss(batch, network.score(dataSet(batch), false)));
    }
    network.clearLayerMaskArrays();
    return sum;
  }

  @Override
  public Map<String, String> test() {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("validBleu", number("%.2f", bleu(data.valid())));
    row.put("test", number("%.2f", bleu(data.test())));
    row.put("testLoss", number("%.4f", loss(data.test()).mean()));
    return row;
  }

  private double bleu(ParallelText text) {
    return Bleu.score(translations(text.pairs()), List.of(text.translations()));
  }

  private List<String> translations(List<SentencePair> pairs) {
    GreedyDecoder decoder = new GreedyDecoder(network, LONGEST);
    List<String> translations = new ArrayList<>();
    for (int from = 0; from < pairs.size(); from += EVALUATION_BATCH) {
      List<SentencePair> batch =
          pairs.subList(from, Math.min(pairs.size(), from + EVALUATION_BATCH));
      decoder
          .translate(batch.stream().map(SentencePair::source).toList())
          .forEach(words -> translations.add(written(words)));
    }
    return translations;
  }

  private String written(int[] words) {
    return Arrays.stream(words).mapToObj(data.target()::word).collect(Collectors.joining(" "));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
