package io.github.dl4jdoping.examples.ptb;

import io.github.dl4jdoping.examples.common.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;

/** A trained language model that another one learns from. It reads along, its state carried. */
final class Teacher {

  private final StatefulNetwork network;
  private final double share;

  private Teacher(StatefulNetwork network, double share) {
    this.network = network;
    this.share = share;
  }

  /**
   * Reads the teacher of a run.
   *
   * @param settings of the run
   * @param words size of the vocabulary
   * @return the teacher, or null if the run has none
   * @throws IOException if the checkpoint cannot be read
   * @throws IllegalArgumentException if the teacher has another vocabulary
   */
  static Teacher of(Settings settings, int words) throws IOException {
    if (settings.distill() == 0) {
      return null;
    }
    StatefulNetwork network = StatefulNetwork.of(Checkpoint.network(Path.of(settings.teacher())));
    if (network.words() != words) {
      throw new IllegalArgumentException(
          "--teacher must be a model of the same text: "
              + settings.teacher()
              + " knows "
              + network.words()
              + " words, the text has "
              + words
              + ".");
    }
    return new Teacher(network, settings.distill());
  }

  /**
   * Reads the next segment, and prepares a student for its next iteration.
   *
   * @param student that is to be trained on the segment
   * @param segment the one after that of the last call
   */
  void teach(StatefulNetwork student, Segment segment) {
    student.learnFrom(network.probabilities(segment), share);
  }

  /** The next segment is the first one of the text. */
  void startOver() {
    network.rnnClearPreviousState();
  }

  /**
   * Where the teacher is in the text.
   *
   * @return its recurrent state
   */
  CarriedState state() {
    return CarriedState.of(network);
  }

  /**
   * Puts the teacher where it was.
   *
   * @param state from {@link #state}
   */
  void continueFrom(CarriedState state) {
    state.restoreTo(network);
  }
}
