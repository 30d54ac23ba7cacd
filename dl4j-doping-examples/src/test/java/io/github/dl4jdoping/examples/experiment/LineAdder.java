package io.github.dl4jdoping.examples.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A program that adds lines to a file of results. */
final class LineAdder {

  static final int LINES = 50;

  private LineAdder() {}

  public static void main(String[] args) throws IOException {
    ResultFile file = new ResultFile(Path.of(args[0]));
    for (int i = 0; i < LINES; i++) {
      file.add(Map.of("n", Integer.toString(i)));
    }
  }
}
