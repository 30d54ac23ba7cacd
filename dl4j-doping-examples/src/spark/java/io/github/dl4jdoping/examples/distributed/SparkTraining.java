package io.github.dl4jdoping.examples.distributed;

import io.github.dl4jdoping.examples.common.NativeThreads;
import io.github.dl4jdoping.examples.common.Progress;
import io.github.dl4jdoping.training.DopingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.nd4j.linalg.dataset.DataSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    LanguageTask.of(options, spark, spec)
        .compare("One process", "Spark, " + spark, this::train, out);
    return 0;
  }

  private void train(MultiLayerNetwork network, LanguageTask task) throws IOException {
    try (JavaSparkContext context = spark.context()) {
      SparkDl4jMultiLayer trainer =
          new SparkDl4jMultiLayer(context, network, spark.trainingMaster(task.training()));
      // Not on the network: its listeners are not sent to workers.
      trainer.setListeners(new DopingListener());
      JavaRDD<DataSet> data = context.parallelize(task.training(), spark.workers());
      try (Progress progress = Progress.start("Spark", task.epochs(), 0, task.console()::println)) {
        for (int epoch = 0; epoch < task.epochs(); epoch++) {
          trainer.fit(data);
          spark.settle(network, (epoch + 1) * task.training().size() / spark.workers());
          progress.step(() -> "");
        }
      }
    }
  }
}
