package io.github.dl4jdoping.examples.experiment;

import io.github.dl4jdoping.examples.common.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off a list of runs, one after another. What is finished is skipped and what was interrupted
 * goes on, so starting the same list again is all it takes after a kill. Several runners may work on
 * one list: each leaves alone what another is at.
 */
final class Runner {

  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

  /** Column with the minutes that a run took. */
  static final String MINUTES = "minutes";

  private final Path data;
  private final Path out;
  private final Duration betweenCheckpoints;
  private final Consumer<String> lines;
  private final TimeLeft timeLeft = new TimeLeft();
  private final String commit = Provenance.commit();

  /**
   * A runner.
   *
   * @param data folder of the tasks' data set
   * @param out folder for a file of results per task and a folder per run
   * @param betweenCheckpoints how much work may be lost
   * @param lines told what happens
   */
  Runner(Path data, Path out, Duration betweenCheckpoints, Consumer<String> lines) {
    this.data = data;
    this.out = out;
    this.betweenCheckpoints = betweenCheckpoints;
    this.lines = lines;
  }

  /**
   * Does what is not done yet. A run that fails is recorded as such, and the list goes on.
   *
   * @param runs in this order
   * @throws IOException if data cannot be read or results cannot be written
   * @throws IllegalArgumentException if {@code out} has runs of the same names with other settings;
   *     nothing was run then
   */
  void run(List<PlannedRun> runs) throws IOException {
    int done = requireFitting(runs);
    lines.accept(String.format("%d runs, %d of them done; results in %s", runs.size(), done, out));
    for (int i = 0; i < runs.size(); i++) {
      run(runs.get(i), runs.subList(i + 1, runs.size()));
    }
  }

  private int requireFitting(List<PlannedRun> runs) throws IOException {
    int done = 0;
    for (PlannedRun run : runs) {
      RunFolder.requireFits(folder(run), run);
      Optional<Map<String, String>> row = results(run).find(run);
      row.filter(ResultFile::isOk)
          .ifPresent(r -> timeLeft.finished(Double.parseDouble(r.get(MINUTES))));
      done += row.isPresent() ? 1 : 0;
    }
    return done;
  }

  private void run(PlannedRun run, List<PlannedRun> later) throws IOException {
    Optional<RunFolder> mine = RunFolder.lock(folder(run));
    if (mine.isEmpty()) {
      lines.accept(run.id() + ": another runner is at it");
      return;
    }
    try (RunFolder folder = mine.get()) {
      if (results(run).find(run).isEmpty()) {
        finish(run, folder, waiting(later));
      }
    }
  }

  private int waiting(List<PlannedRun> later) throws IOException {
    int waiting = 0;
    for (PlannedRun run : later) {
      waiting += results(run).find(run).isPresent() ? 0 : 1;
    }
    return waiting;
  }

  private void finish(PlannedRun run, RunFolder folder, int waiting) throws IOException {
    Stopwatch spent = new Stopwatch(folder.spent());
    folder.note(run, spent.time());
    Map<String, String> row;
    try {
      Map<String, String> measures = train(run, folder, spent, waiting);
      row = ResultFile.start(run, ResultFile.OK);
      row.putAll(measures);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException e) {
      // Whatever is wrong with one run, such as a loss that is no number, the others may be fine.
      LOG.warn("{} failed.", run.id(), e);
      row = ResultFile.start(run, ResultFile.failed(e));
    }
    row.put(MINUTES, String.format(Locale.ROOT, "%.1f", TimeLeft.minutes(spent.time())));
    row.putAll(Provenance.of(commit));
    results(run).add(row);
    if (ResultFile.isOk(row)) {
      timeLeft.finished(TimeLeft.minutes(spent.time()));
    }
    lines.accept(run.id() + ": " + row);
  }

  private Map<String, String> train(PlannedRun run, RunFolder folder, Stopwatch spent, int waiting)
      throws IOException {
    TaskRun training = run.task().open(data, run.settings(), run.seed(), folder.path());
    if (training.step() > 0) {
      lines.accept(run.id() + ": resumed at step " + training.step());
    }
    try (Progress progress = Progress.start(run.id(), training.steps(), training.step(), lines)) {
      Duration saved = spent.time();
      while (training.step() < training.steps()) {
        training.advance();
        progress.step(() -> status(training, spent, waiting));
        if (spent.time().minus(saved).compareTo(betweenCheckpoints) >= 0) {
          save(run, training, folder, spent);
          saved = spent.time();
        }
      }
    }
    save(run, training, folder, spent);
    return training.result();
  }

  private static void save(PlannedRun run, TaskRun training, RunFolder folder, Stopwatch spent)
      throws IOException {
    training.checkpoint();
    folder.note(run, spent.time());
  }

  private String status(TaskRun training, Stopwatch spent, int waiting) {
    Duration left = timeLeft.of(spent.time(), training.step(), training.steps(), waiting);
    return String.format(
        "%s; %s left for this and %d more", training.status(), TimeLeft.text(left), waiting);
  }

  private ResultFile results(PlannedRun run) {
    return new ResultFile(out.resolve(run.task().name() + ".csv"));
  }

  private Path folder(PlannedRun run) {
    return out.resolve(run.task().name()).resolve(run.id());
  }

  private static final class Stopwatch {

    private final long start;

    Stopwatch(Duration before) {
      start = System.nanoTime() - before.toNanos();
    }

    Duration time() {
      return Duration.ofNanos(System.nanoTime() - start);
    }
  }
}
