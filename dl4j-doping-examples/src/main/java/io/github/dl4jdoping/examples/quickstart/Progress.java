package io.github.dl4jdoping.examples.quickstart;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress bars: one moving line on a terminal, a new line now and then in a file or a pipe. */
final class Progress {

  private static final int WIDTH = 78;
  private static final int NAME_WIDTH = 18;
  private static final int TERMINAL_INTERVAL_MILLIS = 250;
  private static final int FILE_INTERVAL_MILLIS = 10_000;

  private Progress() {}

  /**
   * Starts a bar; close it when done.
   *
   * @param name what is going on
   * @param steps number of steps to come
   * @param out where it is printed
   * @param terminal whether that is a terminal
   */
  static ProgressBar start(String name, int steps, PrintStream out, boolean terminal) {
    return new ProgressBarBuilder()
        .setTaskName(String.format("%-" + NAME_WIDTH + "s", name))
        .setInitialMax(steps)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(terminal ? TERMINAL_INTERVAL_MILLIS : FILE_INTERVAL_MILLIS)
        .setConsumer(
            terminal
                ? new ConsoleProgressBarConsumer(out, WIDTH)
                : new DelegatingProgressBarConsumer(out::println, WIDTH))
        .build();
  }
}
