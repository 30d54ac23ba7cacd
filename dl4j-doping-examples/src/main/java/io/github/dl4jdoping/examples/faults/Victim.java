package io.github.dl4jdoping.examples.faults;

import io.github.dl4jdoping.examples.common.Checkpoint;
import io.github.dl4jdoping.examples.common.NativeThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/** The program that is killed: starts a training or goes on with it, and says where it is. */
public final class Victim {

  private Victim() {}

  /**
   * Trains to the end.
   *
   * @param args way to save, folder, number of iterations, iterations between checkpoints
   * @throws IOException if a checkpoint cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    NativeThreads.use(1);
    Path folder = Path.of(args[1]);
    Workload workload = new Workload(Integer.parseInt(args[2]));
    Saving saving = Saving.Way.valueOf(args[0]).in(folder, Integer.parseInt(args[3]));
    Optional<Path> checkpoint = saving.last();
    MultiLayerNetwork network =
        checkpoint.isPresent() ? saving.restore(checkpoint.get()) : workload.network();
    Report.started(network.getIterationCount());
    saving.train(network, workload, new Counter(), new Reporter());
    Checkpoint.write(folder.resolve(Report.FINAL), network, workload.iterations());
    Report.finished();
  }

  private static final class Counter extends BaseTrainingListener {

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      Report.iteration(iteration + 1);
    }
  }

  private static final class Reporter implements Saving.Observer {

    @Override
    public void writing() {
      Report.writing();
    }

    @Override
    public void wrote(Path file) throws IOException {
      Report.wrote();
      Report.content(Contents.digest(file));
    }
  }
}
