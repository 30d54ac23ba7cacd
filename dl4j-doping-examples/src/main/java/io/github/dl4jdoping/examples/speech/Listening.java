package io.github.dl4jdoping.examples.speech;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What one stream hears and thinks, frame by frame, while recordings are played one after another. */
final class Listening {

  /** Digits of pi: two of them the same. */
  private static final int[] SPOKEN = {3, 1, 4, 1, 5, 9};

  private final List<Recording> recordings = new ArrayList<>();
  private final List<Integer> starts = new ArrayList<>();
  private final List<float[]> frames = new ArrayList<>();
  private final List<float[]> probabilities = new ArrayList<>();

  private Listening() {}

  /**
   * Chooses recordings to look at: some digits, each by another speaker while there are any.
   *
   * @param from all recordings
   * @return at least one
   */
  static List<Recording> choose(List<Recording> from) {
    List<Recording> chosen = new ArrayList<>();
    for (int digit : SPOKEN) {
      from.stream()
          .filter(recording -> recording.digit() == digit && !chosen.contains(recording))
          .min(Comparator.comparing(recording -> spokenBy(recording.speaker(), chosen)))
          .ifPresent(chosen::add);
    }
    return chosen.isEmpty() ? from.subList(0, 1) : chosen;
  }

  private static long spokenBy(String speaker, List<Recording> chosen) {
    return chosen.stream().filter(recording -> recording.speaker().equals(speaker)).count();
  }

  /**
   * Listens.
   *
   * @param recordings to be played, the stream reset before each
   * @param normalisation that the network was trained with
   * @param model to be asked
   * @return what was heard and thought
   */
  static Listening of(List<Recording> recordings, Normalisation normalisation, FrameModel model) {
    Listening listening = new Listening();
    FrameModel.Session session = model.newSession();
    for (Recording recording : recordings) {
      listening.recordings.add(recording);
      listening.starts.add(listening.frames.size());
      session.reset();
      for (float[] frame : Utterance.of(List.of(recording), normalisation).get(0).frames()) {
        float[] thought = new float[Recording.DIGITS];
        session.step(frame, thought);
        listening.frames.add(frame);
        listening.probabilities.add(thought);
      }
    }
    return listening;
  }

  List<Recording> recordings() {
    return recordings;
  }

  /**
   * Where the recordings begin.
   *
   * @return index of the first frame of each
   */
  List<Integer> starts() {
    return starts;
  }

  List<float[]> frames() {
    return frames;
  }

  List<float[]> probabilities() {
    return probabilities;
  }

  /**
   * Draws a spectrogram and below it the probabilities.
   *
   * @param file PNG to be written
   * @throws IOException if it cannot be
   */
  void draw(Path file) throws IOException {
    new ListeningPicture(this).write(file);
  }
}
