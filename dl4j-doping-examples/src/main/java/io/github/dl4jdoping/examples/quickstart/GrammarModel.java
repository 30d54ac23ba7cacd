package io.github.dl4jdoping.examples.quickstart;

import io.github.dl4jdoping.examples.common.NativeThreads;
import io.github.dl4jdoping.examples.common.Progress;
import io.github.dl4jdoping.examples.common.WholeFile;
import io.github.dl4jdoping.training.DopingListener;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * A network as users of Deeplearning4j have it, with a dense LSTM that this library has no part in,
 * for the guide docs/guides/compress-a-trained-model.md.
 */
@Command(
    name = "grammar",
    mixinStandardHelpOptions = true,
    description = "Trains a language model of the quickstart's grammar, and tunes compressed ones.")
public final class GrammarModel {

  private static final int UNITS = 128;
  private static final int CALIBRATION_DOCUMENTS = 64;
  private static final double TUNING_RATE = 0.005;

  private final Corpus corpus = new Corpus(Grammar.standard(), Settings.STEPS, 1);

  @Spec private CommandSpec spec;

  /** Made by picocli. */
  public GrammarModel() {}

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * @param args a subcommand and its options; {@code --help} lists them
   */
  public static void main(String[] args) {
    // Otherwise JavaCPP asks the operating system for the memory in use at every allocation.
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    System.exit(new CommandLine(new GrammarModel()).execute(args));
  }

  @Command(description = "Trains a network with Deeplearning4j's LSTM.")
  int train(
      @Parameters(paramLabel = "NET.zip", description = "The model file to write.") Path net,
      @Parameters(
              paramLabel = "DATA.csv",
              description = "Where to write training data for the command compress.")
          Path data,
      @Option(names = "--iterations", defaultValue = "600", description = "Training steps.")
          int iterations)
      throws IOException {
    NativeThreads.use(1);
    MultiLayerNetwork network = stock(iterations);
    fit(network, iterations);
    WholeFile.write(net, path -> network.save(path.toFile(), true));
    WholeFile.write(data, this::writeData);
    print(net + ", trained", network);
    return 0;
  }

  @Command(description = "Trains a compressed network on, and keeps its support.")
  int tune(
      @Parameters(paramLabel = "DOPED.zip", description = "Written by compress.") Path doped,
      @Parameters(paramLabel = "TUNED.zip", description = "The model file to write.") Path tuned,
      @Option(names = "--iterations", defaultValue = "200", description = "Training steps.")
          int iterations)
      throws IOException {
    NativeThreads.use(1);
    MultiLayerNetwork network = MultiLayerNetwork.load(doped.toFile(), false);
    print(doped + ", as compressed", network);
    network.setListeners(new DopingListener());
    network.setLearningRate(TUNING_RATE);
    fit(network, iterations);
    WholeFile.write(tuned, path -> network.save(path.toFile(), false));
    print(tuned + ", tuned", network);
    return 0;
  }

  private MultiLayerNetwork stock(int iterations) {
    int alphabet = corpus.grammar().size();
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam(Variant.learningRate(iterations)))
                .list()
                .layer(
                    new LSTM.Builder()
                        .name("lstm")
                        .activation(Activation.TANH)
                        .nIn(alphabet)
                        .nOut(UNITS)
                        .build())
                .layer(
                    new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .name("output")
                        .activation(Activation.SOFTMAX)
                        .nIn(UNITS)
                        .nOut(alphabet)
                        .build())
                .build());
    network.init();
    return network;
  }

  private void fit(MultiLayerNetwork network, int iterations) {
    Iterator<DataSet> batches = corpus.training(Settings.BATCH);
    try (Progress progress =
        Progress.start("Training", iterations, 0, spec.commandLine().getOut()::println)) {
      for (int i = 0; i < iterations; i++) {
        network.fit(batches.next());
        double loss = network.score() / corpus.steps();
        progress.step(() -> String.format(Locale.ROOT, "loss %.3f", loss));
      }
    }
  }

  /** One time step per line, an empty line after each document. */
  private void writeData(Path file) throws IOException {
    Iterator<DataSet> batches = corpus.training(1);
    try (Writer writer = Files.newBufferedWriter(file);
        CSVPrinter csv =
            new CSVPrinter(writer, CSVFormat.DEFAULT.builder().setRecordSeparator('\n').build())) {
      for (int i = 0; i < CALIBRATION_DOCUMENTS; i++) {
        INDArray document = batches.next().getFeatures().slice(0);
        for (int step = 0; step < corpus.steps(); step++) {
          for (int value : document.getColumn(step).toIntVector()) {
            csv.print(value);
          }
          csv.println();
        }
        csv.println();
      }
    }
  }

  private void print(String what, MultiLayerNetwork network) {
    List<Document> test = corpus.test(Settings.TEST_DOCUMENTS);
    Evaluation evaluation = Evaluation.of(network, corpus, test);
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: perplexity %.2f, memory accuracy %.1f %%%n",
            what,
            evaluation.perplexity(),
            100 * evaluation.memoryAccuracy());
  }
}
