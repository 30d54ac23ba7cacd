package io.github.dl4jdoping.examples.quickstart;

import java.util.function.Consumer;
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
   * @param lines takes lines where standard output is no terminal
   */
  static ProgressBar start(String name, int steps, Consumer<String> lines) {
    boolean terminal = System.console() != null;
    return new ProgressBarBuilder()
        .setTaskName(String.format("%-" + NAME_WIDTH + "s", name))
        .setInitialMax(steps)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(terminal ? TERMINAL_INTERVAL_MILLIS : FILE_INTERVAL_MILLIS)
        .setConsumer(
            terminal
                ? new ConsoleProgressBarConsumer(System.out, WIDTH)
                : new DelegatingProgressBarConsumer(lines, WIDTH))
        .build();
  }
}
