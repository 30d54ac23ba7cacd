package io.github.dl4jdoping.examples.atis;

import io.github.dl4jdoping.examples.common.Checkpoint;
import io.github.dl4jdoping.examples.tasks.EpochRun;
import io.github.dl4jdoping.examples.tasks.LayerSettings;
import io.github.dl4jdoping.examples.tasks.Learner;
import io.github.dl4jdoping.examples.tasks.Loss;
import io.github.dl4jdoping.examples.tasks.TrainedSource;
import io.github.dl4jdoping.training.DopingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Learns to tell intents. */
final class IntentLearner implements Learner {

  private static final int EVALUATION_BATCH = 64;
  private static final int CALIBRATION_UTTERANCES = 500;

  private final Atis data;
  private final Batches batches;
  private final MultiLayerNetwork network;

  /**
   * A learner.
   *
   * @param data to learn from and to be measured on
   * @param settings of the run
   * @param seed of initial weights and order
   * @param checkpoint file with the network to go on with, or null for a new one
   * @param folder of the run
   * @throws IOException if the checkpoint cannot be read, or a new network is one that is to be
   *     compressed and is not finished
   */
  IntentLearner(Atis data, IntentSettings settings, long seed, Path checkpoint, Path folder)
      throws IOException {
    this.data = data;
    this.batches = new Batches(data.train(), settings.batch(), seed);
    this.network =
        checkpoint == null ? first(settings, seed, folder) : Checkpoint.network(checkpoint);
    network.setListeners(new DopingListener().every(Integer.MAX_VALUE));
  }

  private MultiLayerNetwork first(IntentSettings settings, long seed, Path folder)
      throws IOException {
    if (settings.start().exists()) {
      return compressed(settings, seed, folder);
    }
    MultiLayerNetwork made = new MultiLayerNetwork(configuration(settings, settings.layer(), seed));
    made.init();
    return made;
  }

  private MultiLayerNetwork compressed(IntentSettings settings, long seed, Path folder)
      throws IOException {
    TrainedSource source = TrainedSource.of(settings.start(), seed, folder);
    MultiLayerConfiguration dense = configuration(settings, settings.layer().uncompressed(), seed);
    MultiLayerNetwork trained = EpochRun.trained(source, dense, fingerprint());
    return settings
        .layer()
        .compress(settings.start(), trained, settings.units(), batches(), calibration(), folder);
  }

  private List<DataSet> calibration() {
    List<Utterance> some =
        data.train().subList(0, Math.min(CALIBRATION_UTTERANCES, data.train().size()));
    return Batches.byLength(some, EVALUATION_BATCH).stream().map(this::dataSet).toList();
  }

  private DataSet dataSet(List<Utterance> batch) {
    BatchArrays arrays = BatchArrays.of(batch);
    INDArray labels = BatchArrays.labels(batch, data.intents().size());
    return new DataSet(arrays.words(), labels, arrays.mask(), null);
  }

  private MultiLayerConfiguration configuration(
      IntentSettings settings, LayerSettings layer, long seed) {
    return IntentNetwork.configuration(
        settings, layer, data.words().size(), data.intents().size(), batches.perEpoch(), seed);
  }

  @Override
  public MultiLayerNetwork network() {
    return network;
  }

  @Override
  public int fingerprint() {
    return data.train().hashCode();
  }

  @Override
  public int batches() {
    return batches.perEpoch();
  }

  @Override
  public Loss fit(int epoch, int batch) {
    List<Utterance> utterances = batches.get(epoch, batch);
    BatchArrays arrays = BatchArrays.of(utterances);
    INDArray labels = BatchArrays.labels(utterances, data.intents().size());
    network.fit(arrays.words(), labels, arrays.mask(), null);
    return new Loss(network.score() * utterances.size(), utterances.size());
  }

  @Override
  public void endEpoch() {
    network.incrementEpochCount();
  }

  @Override
  public double validate() {
    return accuracy(data.valid());
  }

  @Override
  public String validation() {
    return "accuracy";
  }

  @Override
  public Map<String, String> test() {
    return Map.of("test", String.format(Locale.ROOT, "%.4f", accuracy(data.test())));
  }

  /** The share of utterances whose intent the network thinks the likeliest. */
  private double accuracy(List<Utterance> utterances) {
    int right = 0;
    for (List<Utterance> batch : Batches.byLength(utterances, EVALUATION_BATCH)) {
      BatchArrays arrays = BatchArrays.of(batch);
      INDArray output = network.output(arrays.words(), false, arrays.mask(), null);
      int[] answers = output.argMax(1).toIntVector();
      for (int i = 0; i < answers.length; i++) {
        right += answers[i] == batch.get(i).intent() ? 1 : 0;
      }
    }
    return (double) right / utterances.size();
  }
}
