package io.github.dl4jdoping.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file that {@code java @file} reads its command line from: ONNX Runtime 1.29 crashes where the
 * command line itself is as long as a class path of Maven's.
 */
final class ArgumentFile implements AutoCloseable {

  private final Path file;

  /**
   * Writes a temporary file.
   *
   * @param arguments the command line after {@code java}
   * @throws IOException if it cannot be written
   */
  ArgumentFile(List<String> arguments) throws IOException {
    file = Files.createTempFile("bench", ".args");
    Files.writeString(file, content(arguments));
  }

  /** One quoted argument in each line, as java's launcher wants it. */
  static String content(List<String> arguments) {
    return arguments.stream()
        .map(argument -> '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** What stands for the arguments on the command line. */
  String argument() {
    return "@" + file;
  }

  @Override
  public void close() throws IOException {
    Files.delete(file);
  }
}
