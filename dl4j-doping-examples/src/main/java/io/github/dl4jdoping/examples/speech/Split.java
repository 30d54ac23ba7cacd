package io.github.dl4jdoping.examples.speech;

import java.util.List;
import java.util.Locale;

/** Which recordings are trained on and which are kept for the measurement, by their index. */
enum Split {
  /** The official one: 0 to 4 are for the test, all others to train on. */
  TEST(0, 5),
  /** For the choice of settings: 5 to 9 are held out, the test recordings stay unseen. */
  VALIDATION(5, 10);

  private final int heldFrom;
  private final int heldTo;

  Split(int heldFrom, int heldTo) {
    this.heldFrom = heldFrom;
    this.heldTo = heldTo;
  }

  /**
   * What is trained on.
   *
   * @param all recordings
   * @return those with a larger index than the held out ones
   */
  List<Recording> train(List<Recording> all) {
    return all.stream().filter(recording -> recording.index() >= heldTo).toList();
  }

  /**
   * What is measured on.
   *
   * @param all recordings
   * @return the held out ones
   */
  List<Recording> heldOut(List<Recording> all) {
    return all.stream()
        .filter(recording -> recording.index() >= heldFrom && recording.index() < heldTo)
        .toList();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
