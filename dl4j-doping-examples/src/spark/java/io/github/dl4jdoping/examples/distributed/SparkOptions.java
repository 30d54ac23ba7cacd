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

/** Who does the work, and how often workers meet. */
final class SparkOptions {

  private static final String HOME = "SPARK_HOME";
  private static final String LOCAL_CLUSTER = "local-cluster";

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "2",
      description = "Workers of one core each. Default: ${DEFAULT-VALUE}.")
  private int workers;

  @Option(
      names = "--averaging",
      paramLabel = "N",
      defaultValue = "5",
      description = {
        "Average the parameters after so many minibatches of each worker. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private int averaging;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = {
        "Spark master, such as spark://host:7077 or local[2]. Default: a cluster of its own on this"
            + " machine, local-cluster[N,1,1024], whose workers are processes."
      })
  private String master;

  /** An options object for picocli to fill in. */
  SparkOptions() {}

  /**
   * How many workers share the minibatches.
   *
   * @return at least 1
   */
  int workers() {
    return workers;
  }

  /**
   * Drops minibatches at the end that make no whole round between two averagings. DL4J counts a
   * round as {@code averaging} iterations even if it has fewer.
   *
   * @param minibatches of the training text
   * @return as many of them as all workers take in whole rounds
   * @throws IllegalArgumentException if there is not one round, or an option is out of range
   */
  List<DataSet> wholeRounds(List<DataSet> minibatches) {
    if (workers < 1 || averaging < 1) {
      throw new IllegalArgumentException(
          "--workers and --averaging are at least 1; got " + workers + " and " + averaging + ".");
    }
    int round = workers * averaging;
    int rounds = minibatches.size() / round;
    if (rounds == 0) {
      throw new IllegalArgumentException(
          "One round takes "
              + round
              + " minibatches, workers times averaging; the text has "
              + minibatches.size()
              + ". Take more text, smaller minibatches, or average more often.");
    }
    return minibatches.subList(0, rounds * round);
  }

  /**
   * Connects to the cluster, or starts one.
   *
   * @return to be closed in the end
   * @throws IOException if a cluster on this machine has no folder to work in
   */
  JavaSparkContext context() throws IOException {
    String url = master == null ? LOCAL_CLUSTER + "[" + workers + ",1,1024]" : master;
    if (url.startsWith(LOCAL_CLUSTER)) {
      prepareHome();
    }
    return new JavaSparkContext(
        new SparkConf()
            .setAppName("dl4j-doping")
            .setMaster(url)
            .set("spark.serializer", "org.apache.spark.serializer.JavaSerializer")
            .set("spark.ui.enabled", "false")
            .set("spark.executor.memory", "1g")
            .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
            .set(
                "spark.executor.extraJavaOptions",
                "--add-modules jdk.incubator.vector -Dorg.bytedeco.javacpp.maxphysicalbytes=0")
            .setExecutorEnv("OMP_NUM_THREADS", "1"));
  }

  /** Spark starts processes only where it finds the folders of an installation. */
  private static void prepareHome() throws IOException {
    String home = System.getenv(HOME);
    if (home == null) {
      throw new IOException(
          "A cluster on this machine needs the environment variable "
              + HOME
              + ": a folder, in which workers write their logs.");
    }
    Files.createDirectories(Path.of(home, "jars"));
  }

  /**
   * How workers' results become one.
   *
   * @param minibatches that they will share
   * @return averages parameters and the state of the updater
   */
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
