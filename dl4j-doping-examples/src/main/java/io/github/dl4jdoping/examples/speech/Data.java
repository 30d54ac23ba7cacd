package io.github.dl4jdoping.examples.speech;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The recordings of a run.
 *
 * @param train what is trained on
 * @param heldOut what is measured on
 * @param normalisation that fits {@code train}
 */
record Data(List<Utterance> train, List<Recording> heldOut, Normalisation normalisation) {

  /**
   * Reads and splits recordings.
   *
   * @param folder with the data set
   * @param split which ones are held out
   * @param share of the recordings to train on that is used, the ones with the lowest indices; above
   *     0, at most 1
   * @return the data
   * @throws IOException if they cannot be read, or there are none on one side of the split
   */
  static Data read(Path folder, Split split, double share) throws IOException {
    List<Recording> all = RecordingReader.read(folder);
    List<Recording> train = split.train(all);
    List<Recording> heldOut = split.heldOut(all);
    if (train.isEmpty() || heldOut.isEmpty()) {
      throw new IOException(
          folder
              + " is to hold recordings with indices from 0 to 49; to train on there are "
              + train.size()
              + ", to measure on "
              + heldOut.size()
              + ".");
    }
    int last = train.stream().mapToInt(Recording::index).max().orElseThrow();
    int first = train.stream().mapToInt(Recording::index).min().orElseThrow();
    double end = first + share * (last + 1 - first);
    List<Recording> used = train.stream().filter(recording -> recording.index() < end).toList();
    Normalisation normalisation = Normalisation.of(used.stream().map(Utterance::frames).toList());
    return new Data(Utterance.of(used, normalisation), heldOut, normalisation);
  }
}
