package io.github.dl4jdoping.examples.common;

import java.io.Console;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Progress of a long task: a bar where somebody watches a terminal, otherwise a plain line now and
 * then.
 */
public abstract class Progress implements AutoCloseable {

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);

  private Progress() {}

  /**
   * Begins to show the progress of a task.
   *
   * @param task a few words
   * @param steps number of steps of the whole task
   * @param done number of steps that were done before
   * @param lines where lines go if there is no terminal
   * @return to be told of each step, and closed at the end
   */
  public static Progress start(String task, long steps, long done, Consumer<String> lines) {
    return onTerminal()
        ? new Bar(task, steps, done)
        : new Lines(task, steps, done, lines, BETWEEN_LINES);
  }

  /** Since JDK 22 there may be a console without a terminal, and a method to ask. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean onTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /**
   * One more step is done.
   *
   * @param note what else to show, such as the loss; asked for only when it is shown
   */
  public abstract void step(Supplier<String> note);

  /** Ends the display. */
  @Override
  public abstract void close();

  private static final class Bar extends Progress {

    private final ProgressBar bar;

    Bar(String task, long steps, long done) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(steps)
              .startsFrom(done, Duration.ZERO)
              .setStyle(ProgressBarStyle.ASCII)
              .build();
    }

    @Override
    public void step(Supplier<String> note) {
      bar.setExtraMessage(" " + note.get());
      bar.step();
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  static final class Lines extends Progress {

    private final String task;
    private final long steps;
    private final Consumer<String> lines;
    private final long nanosBetween;
    private long done;
    private long lastLine = System.nanoTime();

    Lines(String task, long steps, long done, Consumer<String> lines, Duration between) {
      this.task = task;
      this.steps = steps;
      this.done = done;
      this.lines = lines;
      this.nanosBetween = between.toNanos();
    }

    @Override
    public void step(Supplier<String> note) {
      done++;
      long now = System.nanoTime();
      if (now - lastLine >= nanosBetween) {
        lastLine = now;
        lines.accept(
            String.format(
                Locale.ROOT,
                "%s: %d of %d (%d %%) %s",
                task,
                done,
                steps,
                100 * done / steps,
                note.get()));
      }
    }

    @Override
    public void close() {
      // The line that says how the task ended is the caller's.
    }
  }
}
