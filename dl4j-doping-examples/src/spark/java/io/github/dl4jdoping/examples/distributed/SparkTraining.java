package io.github.dl4jdoping.examples.distributed;

import io.github.dl4jdoping.examples.common.NativeThreads;
import io.github.dl4jdoping.examples.common.Progress;
import io.github.dl4jdoping.examples.common.WholeFile;
import io.github.dl4jdoping.training.DopingListener;
import io.github.dl4jdoping.training.DopingReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a doped LSTM on Spark, and once more in one process, and compares the two. */
@Command(
    name = "spark",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains a character language model with a doped LSTM on Spark, and once more in this process,"
          + " and prints both perplexities. Fails unless the network that Spark trained has exactly"
          + " the planned density and gives the same output when it is read back from its file."
    })
public final class SparkTraining implements Callable<Integer> {

  @Mixin private TrainingOptions options;

  @Mixin private SparkOptions spark;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "runs/spark/model.zip",
      description = "The model file to write. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Spec private CommandSpec spec;

  private Characters characters;
  private List<DataSet> training;
  private List<DataSet> test;

  /** Made by picocli. */
  public SparkTraining() {}

  /**
   * Runs the command and ends the JVM: 0 if all went well, 1 if not, 2 for wrong options.
   *
   * @param args options; {@code --help} lists them
   */
  public static void main(String[] args) {
    // Otherwise JavaCPP asks the operating system for the memory in use at every allocation.
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    System.exit(new CommandLine(new SparkTraining()).execute(args));
  }

  /**
   * Trains twice, prints and saves.
   *
   * @return exit code 0
   * @throws IOException if a file cannot be read or written
   */
  @Override
  public Integer call() throws IOException {
    NativeThreads.use(1);
    prepare();
    MultiLayerNetwork alone = trainAlone();
    print("One process", alone);
    MultiLayerNetwork together = trainTogether();
    print("Spark, " + spark, together);
    ExactDensity.require(together);
    save(together);
    return 0;
  }

  private void prepare() throws IOException {
    Text text = options.text();
    characters = Characters.of(text.training());
    try {
      training = spark.wholeRounds(options.batches().cut(characters.numbers(text.training())));
      test = options.batches().cut(characters.numbers(text.test()));
      // Settings that cannot work are to be known before a cluster starts.
      configuration(spark.workers());
      configuration(1);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    console()
        .printf(
            Locale.ROOT,
            "%,d characters of %d kinds: %d minibatches, %d epochs.%n",
            text.training().length(),
            characters.size(),
            training.size(),
            options.epochs());
  }

  /** Each worker counts its own minibatches, so there are as many iterations as one worker has. */
  private MultiLayerConfiguration configuration(int workers) {
    int iterations = options.epochs() * training.size() / workers;
    return options.model().configuration(characters.size(), iterations);
  }

  private MultiLayerNetwork trainAlone() {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration(1));
    network.init();
    network.setListeners(new DopingListener());
    long steps = (long) options.epochs() * training.size();
    try (Progress progress = Progress.start("One process", steps, 0, console()::println)) {
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

  private MultiLayerNetwork trainTogether() throws IOException {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration(spark.workers()));
    network.init();
    try (JavaSparkContext context = spark.context()) {
      SparkDl4jMultiLayer trainer =
          new SparkDl4jMultiLayer(context, network, spark.trainingMaster(training));
      // Not on the network: its listeners are not sent to workers.
      trainer.setListeners(new DopingListener());
      JavaRDD<DataSet> data = context.parallelize(training, spark.workers());
      try (Progress progress = Progress.start("Spark", options.epochs(), 0, console()::println)) {
        for (int epoch = 0; epoch < options.epochs(); epoch++) {
          trainer.fit(data);
          // An average has the entries of all workers; they prune it in their next step, if there is one.
          DopingListener.project(network);
          progress.step(() -> loss(trainer.getScore()));
        }
      }
    }
    return network;
  }

  /** DL4J's score is the mean over sequences of the sum over time steps. */
  private String loss(double score) {
    return String.format(Locale.ROOT, "loss %.3f", score / options.batches().steps());
  }

  private void print(String who, MultiLayerNetwork network) {
    console()
        .printf(
            Locale.ROOT,
            "%s: test perplexity per character %.3f%n%s%n",
            who,
            CharacterPerplexity.of(network, test),
            DopingReport.of(network));
  }

  private void save(MultiLayerNetwork network) throws IOException {
    WholeFile.write(out, path -> ModelSerializer.writeModel(network, path.toFile(), true));
    MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(out.toFile(), true);
    INDArray features = test.get(0).getFeatures();
    if (!restored.output(features).equalsWithEps(network.output(features), 0)) {
      throw new IllegalStateException(
          out + " was read back, and the network in it gives other outputs than the one written.");
    }
    console().println(out + ": written, read back by ModelSerializer, same outputs.");
  }

  private PrintWriter console() {
    return spec.commandLine().getOut();
  }
}
