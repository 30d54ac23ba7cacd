package io.github.dl4jdoping.examples.distributed;

import io.github.dl4jdoping.examples.common.ModelFile;
import io.github.dl4jdoping.examples.common.Progress;
import io.github.dl4jdoping.training.DopingListener;
import io.github.dl4jdoping.training.DopingReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What is the same whoever does the work: data, networks, the run in one process, and what is shown. */
final class LanguageTask {

  private final TrainingOptions options;
  private final PrintWriter console;
  private final int round;
  private final Characters characters;
  private final List<DataSet> training;
  private final List<DataSet> test;
  private final MultiLayerNetwork network;

  /** Among whom the minibatches are dealt out. */
  interface Workers {

    /** Their number, at least 1; each counts its own minibatches. */
    int workers();

    /** Minibatches that belong together, at least 1; the text's last round is dropped if incomplete. */
    int round();
  }

  /** Lets the workers train a network. */
  @FunctionalInterface
  interface Training {
    void train(MultiLayerNetwork network, LanguageTask task) throws IOException;
  }

  private LanguageTask(TrainingOptions options, Workers workers, PrintWriter console)
      throws IOException {
    this.options = options;
    this.round = workers.round();
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
    // Settings that cannot work are to be known before anything is trained.
    this.network = network(workers.workers());
  }

  /**
   * Reads the text and says what there is of it.
   *
   * @param options what to train
   * @param workers who will train it
   * @param command whose console gets progress and results
   * @throws IOException if the text cannot be read
   * @throws ParameterException if text and settings do not go together
   */
  static LanguageTask of(TrainingOptions options, Workers workers, CommandSpec command)
      throws IOException {
    try {
      return new LanguageTask(options, workers, command.commandLine().getOut());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /**
   * Trains in one process and with the workers, and prints, checks and saves.
   *
   * @param alone what to call the first
   * @param together what to call the second
   * @param training by the workers
   * @param file to save the network in that the workers trained
   * @throws IOException if it cannot be written or read
   * @throws IllegalStateException if the density is not exact, or the file gives other outputs
   */
  void compare(String alone, String together, Training training, Path file) throws IOException {
    print(alone, trainAlone());
    training.train(network, this);
    print(together, network);
    ExactDensity.require(network);
    save(file);
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

  PrintWriter console() {
    return console;
  }

  /** A new network whose schedules end with its training. */
  private MultiLayerNetwork network(int workers) {
    int iterations = options.epochs() * training.size() / workers;
    MultiLayerNetwork created =
        new MultiLayerNetwork(options.model().configuration(characters.size(), iterations));
    created.init();
    return created;
  }

  /** Minibatch by minibatch. */
  private MultiLayerNetwork trainAlone() {
    MultiLayerNetwork single = network(1);
    single.setListeners(new DopingListener());
    long steps = (long) options.epochs() * training.size();
    try (Progress progress = Progress.start("One process", steps, 0, console::println)) {
      for (int epoch = 0; epoch < options.epochs(); epoch++) {
        for (DataSet batch : training) {
          single.fit(batch);
          progress.step(() -> loss(single.score()));
        }
        single.incrementEpochCount();
      }
    }
    return single;
  }

  /** DL4J's score is the mean over sequences of the sum over time steps. */
  String loss(double score) {
    return String.format(Locale.ROOT, "loss %.3f", score / options.batches().steps());
  }

  private void print(String who, MultiLayerNetwork trained) {
    console.printf(
        Locale.ROOT,
        "%s: test perplexity per character %.3f%n%s%n",
        who,
        CharacterPerplexity.of(trained, test),
        DopingReport.of(trained));
  }

  /** Writes the network and reads it back with DL4J alone. */
  private void save(Path file) throws IOException {
    ModelFile.write(file, network, true, Map.of());
    MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true);
    INDArray features = test.get(0).getFeatures();
    if (!restored.output(features).equalsWithEps(network.output(features), 0)) {
      throw new IllegalStateException(
          file + " was read back, and the network in it gives other outputs than the one written.");
    }
    console.println(file + ": written, read back by ModelSerializer, same outputs.");
  }
}
