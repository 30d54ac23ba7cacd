package io.github.dl4jdoping.examples.distributed;

import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.solvers.accumulation.encoding.threshold.AdaptiveThresholdAlgorithm;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.deeplearning4j.parallelism.ParallelWrapper.TrainingMode;
import picocli.CommandLine.Option;

/** How the threads of a ParallelWrapper work together. */
final class ParallelOptions implements LanguageTask.Workers {

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "2",
      description = "Worker threads, at least 2. Default: ${DEFAULT-VALUE}.")
  private int workers;

  @Option(
      names = "--averaging",
      paramLabel = "N",
      defaultValue = "1",
      description = "Average after so many minibatches of each worker. Default: ${DEFAULT-VALUE}.")
  private int averaging;

  @Option(
      names = "--share-gradients",
      description = "Share encoded gradients in place of averaging parameters.")
  private boolean sharing;

  /** An options object for picocli to fill in. */
  ParallelOptions() {}

  @Override
  public int workers() {
    if (workers < 2 || averaging < 1) {
      throw new IllegalArgumentException(
          "A ParallelWrapper has at least 2 workers and averages after at least 1 minibatch; got "
              + workers
              + " and "
              + averaging
              + ".");
    }
    return workers;
  }

  /** Minibatches from one averaging to the next. */
  @Override
  public int round() {
    return workers() * (sharing ? 1 : averaging);
  }

  @SuppressWarnings("unchecked") // DL4J's builder returns itself without its type
  ParallelWrapper wrapper(MultiLayerNetwork network) {
    ParallelWrapper.Builder<MultiLayerNetwork> builder =
        new ParallelWrapper.Builder<>(network)
            .workers(workers())
            .workspaceMode(WorkspaceMode.ENABLED);
    return sharing
        ? builder
            .trainingMode(TrainingMode.SHARED_GRADIENTS)
            .thresholdAlgorithm(new AdaptiveThresholdAlgorithm(CharacterModel.FIRST_THRESHOLD))
            .build()
        : builder.trainingMode(TrainingMode.AVERAGING).averagingFrequency(averaging).build();
  }

  @Override
  public String toString() {
    return workers
        + " workers, "
        + (sharing ? "sharing gradients" : "averaging every " + averaging + " minibatches");
  }
}
