package io.github.dl4jdoping.examples.speech;

import io.github.dl4jdoping.examples.common.Progress;
import io.github.dl4jdoping.examples.common.Seeds;
import io.github.dl4jdoping.training.DopingListener;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains networks and measures how often they are right. */
final class Training {

  private static final long DROPOUT = 2;

  private final Settings settings;
  private final Batches train;

  Training(Settings settings, List<Utterance> train) {
    this.settings = settings;
    this.train = new Batches(train);
  }

  /**
   * The number of training steps.
   *
   * @return of all epochs
   */
  int iterations() {
    return settings.epochs() * train.perEpoch();
  }

  /**
   * Trains a network from the beginning.
   *
   * @param variant of its LSTM layer
   * @param seed of initial weights, order and dropout
   * @param progress told of each step
   * @return the trained network
   * @throws ArithmeticException if the loss is not a finite number
   */
  MultiLayerNetwork run(Variant variant, long seed, Progress progress) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(DigitNetwork.configuration(variant, settings, iterations(), seed));
    network.init();
    network.setListeners(new DopingListener().every(Integer.MAX_VALUE));
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      for (List<Utterance> batch : train.epoch(seed, epoch)) {
        Seeds.restartNd4j(seed, DROPOUT, network.getIterationCount());
        network.fit(Batches.dataSet(batch));
        requireFinite(network.score());
        progress.step(() -> String.format(Locale.ROOT, "loss %.3f", network.score()));
      }
      network.incrementEpochCount();
    }
    return network;
  }

  private static void requireFinite(double loss) {
    if (!Double.isFinite(loss)) {
      throw new ArithmeticException(
          "The loss became " + loss + ": training diverged. Try a lower --learning-rate.");
    }
  }

  /**
   * The share of utterances that a network is right about, with the decision of {@link Decision}.
   *
   * @param network trained
   * @param utterances to be recognised
   * @return from 0 to 1
   */
  static double accuracy(MultiLayerNetwork network, List<Utterance> utterances) {
    int right = 0;
    for (List<Utterance> batch : Batches.byLength(utterances)) {
      INDArray output = network.output(Batches.features(batch));
      for (int i = 0; i < batch.size(); i++) {
        right += decide(output, i, batch.get(i).steps()) == batch.get(i).digit() ? 1 : 0;
      }
    }
    return (double) right / utterances.size();
  }

  private static int decide(INDArray output, int example, int steps) {
    Decision decision = new Decision();
    float[] probabilities = new float[Recording.DIGITS];
    for (int step = 0; step < steps; step++) {
      for (int digit = 0; digit < probabilities.length; digit++) {
        probabilities[digit] = output.getFloat(example, digit, step);
      }
      decision.accept(probabilities);
    }
    return decision.digit();
  }
}
