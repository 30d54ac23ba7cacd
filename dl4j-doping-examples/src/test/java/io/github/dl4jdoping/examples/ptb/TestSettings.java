package io.github.dl4jdoping.examples.ptb;

import io.github.dl4jdoping.examples.tasks.Variant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Settings for tests: the tiny network, annealed in the second of three epochs. */
final class TestSettings {

  private TestSettings() {}

  static Settings with(Variant variant) {
    return with(variant, 0.0, 0.0);
  }

  static Settings with(Variant variant, double rowDropout, double dropout, String... more) {
    String common =
        "--preset=tiny --factor=10 --anneal=0.5,2 --every=1 --epochs=3 --decay-from=1 --seed=11";
    List<String> options = new ArrayList<>(List.of(common.split(" ")));
    options.add("--variant=" + variant);
    options.add("--row-dropout=" + rowDropout);
    options.add("--dropout=" + dropout);
    options.addAll(List.of(more));
    RunOptions parsed = new RunOptions();
    new CommandLine(parsed)
        .setOverwrittenOptionsAllowed(true)
        .parseArgs(options.toArray(String[]::new));
    return parsed.settings();
  }
}
