package io.github.dl4jdoping.examples.faults;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.optimize.listeners.Checkpoint;
import org.deeplearning4j.optimize.listeners.CheckpointListener;

/**
 * DL4J's CheckpointListener. It deletes what it finds in its folder, or refuses to start; so each
 * process has a folder of its own, and the last checkpoint may be in an older one.
 *
 * @param folder with a folder for each process
 * @param every iterations from one checkpoint to the next
 */
record ListenerSaving(Path folder, int every) implements Saving {

  /** DL4J's list of the checkpoints in a folder. */
  static final String LIST = "checkpointInfo.txt";

  private static final String PROCESS = "process-";
  private static final int KEEP = 2;

  @Override
  public Optional<Path> last() throws IOException {
    return processes().stream().sorted(Comparator.reverseOrder()).flatMap(this::last).findFirst();
  }

  /** A file that a kill cut short is not in DL4J's list: a line is added once a file is written. */
  private Stream<Path> last(int process) {
    File own = folder(process).toFile();
    // Without a line in that file, for instance just after a kill, DL4J throws an exception.
    if (new File(own, LIST).length() == 0) {
      return Stream.empty();
    }
    Checkpoint last = CheckpointListener.lastCheckpoint(own);
    return last == null
        ? Stream.empty()
        : Stream.of(CheckpointListener.getFileForCheckpoint(own, last.getCheckpointNum()).toPath());
  }

  private List<Integer> processes() throws IOException {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith(PROCESS))
          .map(name -> Integer.valueOf(name.substring(PROCESS.length())))
          .toList();
    }
  }

  private Path folder(int process) {
    return folder.resolve(PROCESS + process);
  }

  @Override
  public MultiLayerNetwork restore(Path checkpoint) throws IOException {
    MultiLayerNetwork network = MultiLayerNetwork.load(checkpoint.toFile(), true);
    // Saved when the iteration was done but not yet counted.
    network.setIterationCount(network.getIterationCount() + 1);
    return network;
  }

  @Override
  public void train(
      MultiLayerNetwork network, Workload workload, TrainingListener each, Observer observer)
      throws IOException {
    int process = processes().stream().max(Comparator.naturalOrder()).orElse(0) + 1;
    Path own = Files.createDirectories(folder(process));
    CheckpointListener saver =
        new CheckpointListener.Builder(own.toFile())
            .saveEveryNIterations(every)
            .keepLast(KEEP)
            .build();
    Announcer before = new Announcer(every, observer::writing);
    Announcer after = new Announcer(every, () -> wrote(saver, observer));
    network.setListeners(Workload.listener(), each, before, saver, after);
    while (network.getIterationCount() < workload.iterations()) {
      workload.fit(network);
    }
  }

  private static void wrote(CheckpointListener saver, Observer observer) {
    try {
      observer.wrote(saver.getFileForCheckpoint(saver.lastCheckpoint()).toPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Is called in the same iterations as the CheckpointListener saves in. */
  private static final class Announcer extends BaseTrainingListener {

    private final int every;
    private final Runnable action;
    private boolean started;

    Announcer(int every, Runnable action) {
      this.every = every;
      this.action = action;
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      // In its first iteration a CheckpointListener only starts its clock.
      if (started && iteration % every == 0) {
        action.run();
      }
      started = true;
    }
  }
}
