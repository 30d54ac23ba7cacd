package io.github.dl4jdoping.examples.distributed;

import io.github.dl4jdoping.training.DopingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.solvers.accumulation.encoding.threshold.AdaptiveThresholdAlgorithm;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.TrainingMaster;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.deeplearning4j.spark.impl.repartitioner.EqualRepartitioner;
import org.deeplearning4j.spark.parameterserver.training.SharedTrainingMaster;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.parameterserver.distributed.conf.VoidConfiguration;
import picocli.CommandLine.Option;

/** Who does the work, and how often workers meet. */
final class SparkOptions implements LanguageTask.Workers {

  private static final String HOME = "SPARK_HOME";
  private static final String LOCAL_CLUSTER = "local-cluster";

  /** Longer than the timeout that DL4J sets, or Aeron does not start. */
  private static final String AERON_TIMEOUT = "aeron.publication.unblock.timeout=60s";

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
      names = "--share-gradients",
      description = "Share encoded gradients in place of averaging parameters.")
  private boolean sharing;

  @Option(
      names = "--network",
      paramLabel = "MASK",
      defaultValue = "127.0.0.0/8",
      description = {
        "The network through which gradients are shared, such as 192.168.1.0/24. Default:"
            + " ${DEFAULT-VALUE}, this machine."
      })
  private String network;

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
  @Override
  public int workers() {
    return workers;
  }

  /**
   * How many minibatches all workers together take between two averagings. DL4J counts a round as
   * {@code averaging} iterations even if it has fewer.
   *
   * @return at least 1
   * @throws IllegalArgumentException if an option is out of range
   */
  @Override
  public int round() {
    if (workers < 1 || averaging < 1) {
      throw new IllegalArgumentException(
          "--workers and --averaging are at least 1; got " + workers + " and " + averaging + ".");
    }
    return workers * (sharing ? 1 : averaging);
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
                "--add-modules jdk.incubator.vector -Dorg.bytedeco.javacpp.maxphysicalbytes=0 -D"
                    + AERON_TIMEOUT)
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
   * @return averages parameters and the state of the updater, or shares gradients
   */
  TrainingMaster<?, ?> trainingMaster(List<DataSet> minibatches) {
    int sequences = minibatches.get(0).numExamples();
    return sharing ? sharingGradients(sequences) : averagingParameters(sequences);
  }

  private TrainingMaster<?, ?> averagingParameters(int sequences) {
    return new ParameterAveragingTrainingMaster.Builder(workers, sequences)
        .batchSizePerWorker(sequences)
        .averagingFrequency(averaging)
        .rddTrainingApproach(RDDTrainingApproach.Direct)
        .rngSeed(1)
        .build();
  }

  private TrainingMaster<?, ?> sharingGradients(int sequences) {
    VoidConfiguration transport = VoidConfiguration.builder().networkMask(network).build();
    transport.setPortSupplier(new WorkerPort());
    return new SharedTrainingMaster.Builder(
            transport,
            workers,
            new AdaptiveThresholdAlgorithm(CharacterModel.FIRST_THRESHOLD),
            sequences)
        .batchSizePerWorker(sequences)
        .workersPerNode(1)
        // One partition for each worker; of the many that are the default, each counts from 0.
        .repartitioner(new EqualRepartitioner())
        .rddTrainingApproach(RDDTrainingApproach.Direct)
        .rngSeed(1)
        .build();
  }

  /**
   * Makes the network on the driver what the workers have agreed on.
   *
   * @param model trained by the workers, changed in place
   * @param iterations that each worker has done
   */
  void settle(MultiLayerNetwork model, int iterations) {
    if (sharing) {
      // Only workers have counted, and only workers have pruned.
      model.setIterationCount(iterations);
    }
    // An average has the entries of all workers, which they would prune in their next step.
    DopingListener.project(model);
  }

  @Override
  public String toString() {
    return workers
        + " workers, "
        + (sharing ? "sharing gradients" : "averaging every " + averaging + " minibatches");
  }
}
