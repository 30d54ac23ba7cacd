package io.github.dl4jdoping.examples.ptb;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lines for whoever watches, and in a file for whoever did not. */
final class RunLog implements AutoCloseable {

  private final PrintWriter screen;
  private final PrintWriter file;

  /**
   * A log that continues what is in the file.
   *
   * @param screen where lines are shown
   * @param path file that lines are appended to
   * @throws IOException if the file cannot be opened
   */
  RunLog(PrintWriter screen, Path path) throws IOException {
    this.screen = screen;
    this.file =
        new PrintWriter(
            Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  /**
   * Writes one line, at once.
   *
   * @param text without the line end
   */
  void line(String text) {
    for (PrintWriter writer : new PrintWriter[] {screen, file}) {
      writer.println(text);
      writer.flush();
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
