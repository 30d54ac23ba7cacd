package io.github.dl4jdoping.examples.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;

/** A way to save checkpoints and to go on from the last one. */
interface Saving {

  /** The ways there are. */
  enum Way {
    /** The example programs' checkpoint file, written between two iterations. */
    CHECKPOINT,
    /** DL4J's CheckpointListener, which writes within an iteration. */
    LISTENER;

    /** This way, in a folder. */
    Saving in(Path folder, int every) {
      return this == CHECKPOINT
          ? new CheckpointSaving(folder, every)
          : new ListenerSaving(folder, every);
    }
  }

  /** Hears of each write. */
  interface Observer {

    /** A write begins. */
    void writing();

    /** It has ended. */
    void wrote(Path file) throws IOException;
  }

  /** The last checkpoint that is whole, if there is one. */
  Optional<Path> last() throws IOException;

  /** The network of a checkpoint, ready for the next iteration. */
  MultiLayerNetwork restore(Path checkpoint) throws IOException;

  /** Trains by one iteration at a time and saves after some of them. */
  void train(MultiLayerNetwork network, Workload workload, TrainingListener each, Observer observer)
      throws IOException;
}
