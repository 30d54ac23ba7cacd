package io.github.dl4jdoping.examples.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Trainings that are killed at random moments, held against one that is left alone. */
final class Campaign {

  private final Victims victims;
  private final Path folder;
  private final Moments moments;
  private final Tally tally = new Tally();
  private Set<String> digests;
  private String result;
  private Duration life;
  private List<Duration> writeTimes;

  /** Says when to kill. */
  @FunctionalInterface
  interface Moments {

    /** The moment for the next process, from how long one lives and writes that is left alone. */
    Moment next(Duration life, List<Duration> writeTimes);
  }

  /**
   * Prepares trainings.
   *
   * @param victims to start
   * @param folder for their files, empty
   * @param moments of the kills
   */
  Campaign(Victims victims, Path folder, Moments moments) {
    this.victims = victims;
    this.folder = folder;
    this.moments = moments;
  }

  /**
   * Trains without a kill: the measure of all that follow.
   *
   * @return one line on it
   * @throws IOException if it fails
   * @throws InterruptedException if this thread is interrupted
   */
  String undisturbed() throws IOException, InterruptedException {
    Path own = folder.resolve("undisturbed");
    long start = System.nanoTime();
    Report report = victims.run(own, Moment.NEVER);
    life = Duration.ofNanos(System.nanoTime() - start);
    writeTimes = report.writeTimes();
    digests = new HashSet<>(report.digests());
    result = Contents.digest(own.resolve(Report.FINAL));
    return String.format(
        Locale.ROOT,
        "Undisturbed: %d iterations in %.1f s, %d checkpoints, written in %d to %d ms.",
        report.last(),
        life.toMillis() / 1e3,
        writeTimes.size(),
        Collections.min(writeTimes).toMillis(),
        Collections.max(writeTimes).toMillis());
  }

  /**
   * Trains again and again, until there were enough kills and the last training has ended.
   *
   * @param kills how many
   * @param each called after each kill
   * @return the counts
   * @throws IOException if a training fails
   * @throws InterruptedException if this thread is interrupted
   * @throws IllegalStateException if a training computes something else than the undisturbed one
   */
  Tally run(int kills, Runnable each) throws IOException, InterruptedException {
    while (tally.kills() < kills) {
      train(folder.resolve("training-" + (tally.trainings() + 1)), kills, each);
    }
    return tally;
  }

  private void train(Path own, int kills, Runnable each) throws IOException, InterruptedException {
    int reached = 0;
    Report report;
    do {
      boolean enough = tally.kills() >= kills;
      report = victims.run(own, enough ? Moment.NEVER : moments.next(life, writeTimes));
      reached = account(report, reached);
      if (!report.hasFinished()) {
        tally.killed(report, filesLeft(own));
        checkLast(own);
        each.run();
      }
    } while (!report.hasFinished());
    require(Contents.digest(own.resolve(Report.FINAL)).equals(result), "The final network", own);
    tally.finished();
  }

  /** What a process did, and how far training has come with it. */
  private int account(Report report, int reached) {
    tally.ran(report);
    require(digests.containsAll(report.digests()), "A checkpoint", folder);
    if (!report.hasStarted()) {
      return reached;
    }
    tally.resumed(reached - report.first());
    return report.last();
  }

  private void checkLast(Path own) throws IOException {
    Saving saving = victims.way().in(own, victims.every());
    Optional<Path> last = saving.last();
    if (last.isPresent()) {
      require(digests.contains(Contents.digest(last.get())), "The last checkpoint", own);
      tally.readCheckpoint();
    }
  }

  private static void require(boolean equal, String what, Path where) {
    if (!equal) {
      throw new IllegalStateException(
          what + " differs from that of the undisturbed training. Its files are in " + where + ".");
    }
  }

  /** What killed processes left that is no checkpoint, or no whole one. */
  private static int filesLeft(Path own) throws IOException {
    try (Stream<Path> files = Files.walk(own)) {
      return (int) files.filter(Files::isRegularFile).filter(Campaign::isLeftOver).count();
    }
  }

  private static boolean isLeftOver(Path file) {
    String name = file.getFileName().toString();
    if (name.endsWith(".zip")) {
      return !Contents.isWhole(file);
    }
    return !name.equals(Victims.LOG) && !name.equals(ListenerSaving.LIST);
  }
}
