package io.github.dl4jdoping.examples.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;

/** The program as it is called from a shell. */
final class Console {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Runs a command and returns the exit code. */
  int run(Object... arguments) {
    return DopingTool.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  /** The cells of the only row of a table that starts with a text. */
  String[] row(String start) {
    String row =
        out().lines().filter(line -> line.startsWith(start)).reduce(Console::notTwo).orElseThrow();
    return row.split(" {2,}", -1);
  }

  private static String notTwo(String one, String other) {
    throw new AssertionError("Two rows: " + one + ", " + other);
  }
}
