package io.github.dl4jdoping.examples.distributed;

import io.github.dl4jdoping.examples.common.NativeThreads;
import io.github.dl4jdoping.examples.common.Progress;
import io.github.dl4jdoping.training.DopingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.nd4j.linalg.dataset.DataSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a doped LSTM with ParallelWrapper, and once more alone, and compares the two. */
@Command(
    name = "parallel",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains a character language model with a doped LSTM on the threads of a ParallelWrapper, and"
          + " once more on one, and prints both perplexities. Fails unless the network that the"
          + " threads trained has exactly the planned density and gives the same output when it is"
          + " read back from its file."
    })
public final class ParallelTraining implements Callable<Integer> {

  @Mixin private TrainingOptions options;

  @Mixin private ParallelOptions parallel;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "runs/parallel/model.zip",
      description = "The model file to write. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Spec private CommandSpec spec;

  /** Made by picocli. */
  public ParallelTraining() {}

  /**
   * Runs the command and ends the JVM: 0 if all went well, 1 if not, 2 for wrong options.
   *
   * @param args options; {@code --help} lists them
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(new ParallelTraining()).execute(args));
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
    LanguageTask.of(options, parallel, spec)
        .compare("One thread", "ParallelWrapper, " + parallel, this::train, out);
    return 0;
  }

  /**
   * In one call of fit: at its end the wrapper drops the network's updater with its state, and the next
   * call may wait for ever, where one worker makes an updater while another already trains.
   */
  private void train(MultiLayerNetwork network, LanguageTask task) {
    List<DataSet> batches =
        Collections.nCopies(task.epochs(), task.training()).stream().flatMap(List::stream).toList();
    ParallelWrapper wrapper = parallel.wrapper(network);
    try (Progress progress =
        Progress.start("ParallelWrapper", batches.size(), 0, task.console()::println)) {
      // Here and not on the network, whose listeners the wrapper replaces once it is built.
      wrapper.setListeners(new DopingListener(), new Steps(progress, task));
      wrapper.fit(new ExistingDataSetIterator(batches));
    }
  }

  /** Counts the iterations of all workers, which call the same instance. */
  private static final class Steps extends BaseTrainingListener {

    private final Progress progress;
    private final LanguageTask task;

    Steps(Progress progress, LanguageTask task) {
      this.progress = progress;
      this.task = task;
    }

    @Override
    public synchronized void iterationDone(Model model, int iteration, int epoch) {
      progress.step(() -> task.loss(model.score()));
    }
  }
}
