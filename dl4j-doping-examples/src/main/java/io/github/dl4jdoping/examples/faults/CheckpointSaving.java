package io.github.dl4jdoping.examples.faults;

import io.github.dl4jdoping.examples.common.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;

/**
 * The checkpoints of the example programs.
 *
 * @param folder for checkpoint.zip
 * @param every iterations from one to the next
 */
record CheckpointSaving(Path folder, int every) implements Saving {

  private Path file() {
    return folder.resolve("checkpoint.zip");
  }

  @Override
  public Optional<Path> last() {
    return Optional.of(file()).filter(Files::exists);
  }

  @Override
  public MultiLayerNetwork restore(Path checkpoint) throws IOException {
    MultiLayerNetwork network = Checkpoint.network(checkpoint);
    int done = Checkpoint.progress(checkpoint, Integer.class);
    if (done != network.getIterationCount()) {
      throw new IOException(
          checkpoint + " has a network of another iteration than " + done + ", its own.");
    }
    return network;
  }

  @Override
  public void train(
      MultiLayerNetwork network, Workload workload, TrainingListener each, Observer observer)
      throws IOException {
    network.setListeners(Workload.listener(), each);
    while (network.getIterationCount() < workload.iterations()) {
      workload.fit(network);
      if (network.getIterationCount() % every == 0) {
        observer.writing();
        Checkpoint.write(file(), network, network.getIterationCount());
        observer.wrote(file());
      }
    }
  }
}
