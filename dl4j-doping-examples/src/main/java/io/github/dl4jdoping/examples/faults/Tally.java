package io.github.dl4jdoping.examples.faults;

import java.util.Locale;

/** Counts what the kills did. */
final class Tally {

  private int kills;
  private int beforeTraining;
  private int whileWriting;
  private int leavingFiles;
  private int mostFilesLeft;
  private int filesRead;
  private int written;
  private int iterations;
  private int lost;
  private int mostLost;
  private int trainings;

  /** A process was killed, and left so many files besides its checkpoints. */
  void killed(Report report, int filesLeft) {
    kills++;
    beforeTraining += report.hasStarted() ? 0 : 1;
    whileWriting += report.isWriting() ? 1 : 0;
    leavingFiles += report.isWriting() && filesLeft > 0 ? 1 : 0;
    mostFilesLeft = Math.max(mostFilesLeft, filesLeft);
  }

  /** A process said how far it came. */
  void ran(Report report) {
    written += report.digests().size();
    iterations += report.hasStarted() ? report.last() - report.first() : 0;
  }

  /** A process had to repeat so many iterations. */
  void resumed(int again) {
    lost += again;
    mostLost = Math.max(mostLost, again);
  }

  /** A checkpoint that was there after a kill was whole and right. */
  void readCheckpoint() {
    filesRead++;
  }

  /** A training came to its end, and to the right one. */
  void finished() {
    trainings++;
  }

  int kills() {
    return kills;
  }

  int whileWriting() {
    return whileWriting;
  }

  int mostFilesLeft() {
    return mostFilesLeft;
  }

  int trainings() {
    return trainings;
  }

  @Override
  public String toString() {
    return String.join(
        System.lineSeparator(),
        line("Kills", "%d", kills),
        line("  before training had begun", "%d", beforeTraining),
        line("  while a checkpoint was written", "%d", whileWriting),
        line("    and left something besides", "%d", leavingFiles),
        line("Files left over, at most at once", "%d", mostFilesLeft),
        line("Iterations done", "%d", iterations),
        line("  done again after a kill", "%d", lost),
        line("    at most after one", "%d", mostLost),
        line("Checkpoints written", "%d, each as in the undisturbed training", written),
        line("  read after a kill", "%d, each whole", filesRead),
        line("Trainings that came to their end", "%d", trainings),
        line("  final network as undisturbed", "%d, bit for bit", trainings));
  }

  private static String line(String name, String format, Object... values) {
    return String.format(Locale.ROOT, "%-36s", name) + String.format(Locale.ROOT, format, values);
  }
}
