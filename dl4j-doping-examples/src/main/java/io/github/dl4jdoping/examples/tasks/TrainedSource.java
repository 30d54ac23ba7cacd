package io.github.dl4jdoping.examples.tasks;

import io.github.dl4jdoping.examples.common.Checkpoint;
import io.github.dl4jdoping.examples.experiment.RunName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The finished run that another one starts from: its folder is beside that of the other. */
public final class TrainedSource {

  private final String name;
  private final Path checkpoint;

  private TrainedSource(String name, Path checkpoint) {
    this.name = name;
    this.checkpoint = checkpoint;
  }

  /**
   * The source of a run.
   *
   * @param start of the run
   * @param seed of both runs
   * @param folder of the run that is to start
   * @return the source
   * @throws IOException if it has no checkpoint
   */
  public static TrainedSource of(TrainedStart start, long seed, Path folder) throws IOException {
    String name = RunName.of(start.source(), seed);
    Path beside = folder.toAbsolutePath().normalize().resolveSibling(name);
    TrainedSource source = new TrainedSource(name, beside.resolve(EpochRun.CHECKPOINT));
    if (!Files.exists(source.checkpoint)) {
      throw source.notReady("there is no " + source.checkpoint);
    }
    return source;
  }

  /**
   * The checkpoint of the source.
   *
   * @return an existing file
   */
  public Path checkpoint() {
    return checkpoint;
  }

  /**
   * Checks that the source can be compressed.
   *
   * @param epochsDone by the source
   * @param epochs that it was to do
   * @param variant of the source
   * @param sameData whether it was trained on the data of the run that starts
   * @throws IOException if it is not finished
   * @throws IllegalArgumentException if it is not dense, or of other data
   */
  public void check(int epochsDone, int epochs, Variant variant, boolean sameData)
      throws IOException {
    if (epochsDone < epochs) {
      throw notReady(epochsDone + " of its " + epochs + " epochs are done");
    }
    if (variant != Variant.DENSE) {
      throw new IllegalArgumentException(
          "compressed must name an experiment of variant dense; " + name + " is " + variant + ".");
    }
    if (!sameData) {
      throw new IllegalArgumentException(
          checkpoint + " is of a run on other training data. Give the data of that run.");
    }
  }

  /** An IOException, for it is no fault of the run that starts, which is to be tried again. */
  private IOException notReady(String why) {
    return new IOException(
        "A run with the setting compressed starts from the finished run "
            + name
            + ", but "
            + why
            + ". Do that run first, with the same --out.");
  }

  /**
   * The trained network with other rates.
   *
   * @param configuration the same layers, with updater and dropout of the fine-tuning
   * @return a network with the weights of the source whose training begins
   * @throws IOException if the checkpoint cannot be read
   * @throws IllegalArgumentException if the source has layers of other sizes
   */
  public MultiLayerNetwork network(MultiLayerConfiguration configuration) throws IOException {
    INDArray trained = Checkpoint.network(checkpoint).params();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    if (network.numParams() != trained.length()) {
      throw new IllegalArgumentException(
          String.format(
              "%s has %d parameters, but a dense network with the sizes of this run has %d. Give the"
                  + " settings of that run.",
              name, trained.length(), network.numParams()));
    }
    network.setParams(trained);
    return network;
  }
}
