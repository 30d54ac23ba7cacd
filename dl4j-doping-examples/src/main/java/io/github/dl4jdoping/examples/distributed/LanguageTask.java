package io.github.dl4jdoping.examples.distributed;

import io.github.dl4jdoping.examples.common.Progress;
import io.github.dl4jdoping.examples.common.WholeFile;
import io.github.dl4jdoping.training.DopingListener;
import io.github.dl4jdoping.training.DopingReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** What is the same whoever does the work: data, networks, the run in one process, and what is shown. */
final class LanguageTask {

  private final TrainingOptions options;
  private final PrintWriter console;
  private final int round;
  private final Characters characters;
  private final List<DataSet> training;
  private final List<DataSet> test;

  /**
   * Reads the text and says what there is of it.
   *
   * @param options what to train
   * @param round minibatches that belong together, at least 1; an incomplete round at the end of the
   *     text is dropped
   * @param console for progress and results
   * @throws IOException if the text cannot be read
   * @throws IllegalArgumentException if text and settings do not go together
   */
  LanguageTask(TrainingOptions options, int round, PrintWriter console) throws IOException {
    this.options = options;
    this.round = round;
    this.console = console;
    Text text = options.text();
    this.characters = Characters.of(text.training());
    this.training = wholeRounds(options.batches().cut(characters.numbers(text.training())));
    this.test = options.batches().cut(characters.numbers(text.test()));
    console.printf(
        Locale.ROOT,
        "%,d characters of %d kinds: %d minibatches, %d epochs.%n",
        text.training().length(),
        characters.size(),
        training.size(),
        options.epochs());
  }

  private List<DataSet> wholeRounds(List<DataSet> minibatches) {
    return minibatches.subList(0, minibatches.size() / round * round);
  }

  List<DataSet> training() {
    return training;
  }

  int epochs() {
    return options.epochs();
  }

  /**
   * A new network whose schedules end with its training.
   *
   * @param workers among which the minibatches are dealt out; each counts its own
   * @return an initialised network
   * @throws IllegalArgumentException if there would be too few iterations to anneal in
   */
  MultiLayerNetwork network(int workers) {
    int iterations = options.epochs() * training.size() / workers;
    MultiLayerNetwork network =
        new MultiLayerNetwork(options.model().configuration(characters.size(), iterations));
    network.init();
    return network;
  }

  /** Trains a network in one process, minibatch by minibatch. */
  MultiLayerNetwork trainAlone() {
    MultiLayerNetwork network = network(1);
    network.setListeners(new DopingListener());
    long steps = (long) options.epochs() * training.size();
    try (Progress progress = Progress.start("One process", steps, 0, console::println)) {
      for (int epoch = 0; epoch < options.epochs(); epoch++) {
        for (DataSet batch : training) {
          network.fit(batch);
          progress.step(() -> loss(network.score()));
        }
        network.incrementEpochCount();
      }
    }
    return network;
  }

  /** DL4J's score is the mean over sequences of the sum over time steps. */
  String loss(double score) {
    return String.format(Locale.ROOT, "loss %.3f", score / options.batches().steps());
  }

  /** Prints the test perplexity and the density of a network. */
  void print(String who, MultiLayerNetwork network) {
    console.printf(
        Locale.ROOT,
        "%s: test perplexity per character %.3f%n%s%n",
        who,
        CharacterPerplexity.of(network, test),
        DopingReport.of(network));
  }

  /**
   * Writes a network and reads it back with DL4J alone.
   *
   * @throws IOException if the file cannot be written or read
   * @throws IllegalStateException if the network that is read gives other outputs
   */
  void save(MultiLayerNetwork network, Path file) throws IOException {
    WholeFile.write(file, path -> ModelSerializer.writeModel(network, path.toFile(), true));
    MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true);
    INDArray features = test.get(0).getFeatures();
    if (!restored.output(features).equalsWithEps(network.output(features), 0)) {
      throw new IllegalStateException(
          file + " was read back, and the network in it gives other outputs than the one written.");
    }
    console.println(file + ": written, read back by ModelSerializer, same outputs.");
  }
}
