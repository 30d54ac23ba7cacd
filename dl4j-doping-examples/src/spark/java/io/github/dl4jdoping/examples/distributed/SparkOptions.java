package io.github.dl4jdoping.examples.distributed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.TrainingMaster;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.dataset.DataSet;
import picocli.CommandLine.Option;

/** Who does the work. */
final class SparkOptions {

  private static final String SPARK_HOME = "SPARK_HOME";

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "2",
      description = "Worker processes of one core each. Default: ${DEFAULT-VALUE}.")
  private int workers;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Spark master, such as spark://host:7077. Default: local-cluster[N,1,1024], which starts"
              + " a master here and N workers as processes of their own.")
  private String master;

  @Option(
      names = "--averaging",
      paramLabel = "N",
      defaultValue = "5",
      description = "Average after so many minibatches of each worker. Default: ${DEFAULT-VALUE}.")
  private int averaging;

  /** An options object for picocli to fill in. */
  SparkOptions() {}

  int workers() {
    return workers;
  }

  private String master() {
    return master == null ? "local-cluster[" + workers + ",1,1024]" : master;
  }

  List<DataSet> wholeRounds(List<DataSet> minibatches) {
    int round = workers * averaging;
    int rounds = minibatches.size() / round;
    return minibatches.subList(0, rounds * round);
  }

  JavaSparkContext context() throws IOException {
    if (master().startsWith("local-cluster")) {
      prepareHome();
    }
    return new JavaSparkContext(
        new SparkConf()
            .setAppName("dl4j-doping")
            .setMaster(master())
            .set("spark.ui.enabled", "false")
            .set("spark.executor.memory", "1g")
            .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
            .set(
                "spark.executor.extraJavaOptions",
                "--add-modules jdk.incubator.vector -Dorg.bytedeco.javacpp.maxphysicalbytes=0")
            .setExecutorEnv("OMP_NUM_THREADS", "1"));
  }

  /** Spark starts workers only where there is a folder as of its own installation. */
  private static void prepareHome() throws IOException {
    String home = System.getenv(SPARK_HOME);
    if (home == null) {
      throw new IOException(
          "A local cluster needs the environment variable "
              + SPARK_HOME
              + ": any folder; workers write their logs below it.");
    }
    Files.createDirectories(Path.of(home, "jars"));
  }

  TrainingMaster<?, ?> trainingMaster(List<DataSet> minibatches) {
    int sequences = minibatches.get(0).numExamples();
    return new ParameterAveragingTrainingMaster.Builder(workers, sequences)
        .batchSizePerWorker(sequences)
        .averagingFrequency(averaging)
        .rddTrainingApproach(RDDTrainingApproach.Direct)
        .rngSeed(1)
        .build();
  }

  @Override
  public String toString() {
    return workers + " workers, averaging every " + averaging + " minibatches";
  }
}
