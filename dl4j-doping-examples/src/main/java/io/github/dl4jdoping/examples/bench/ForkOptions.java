package io.github.dl4jdoping.examples.bench;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** The command line options of a {@link Fork}. */
final class ForkOptions {

  @Option(names = "--units", required = true)
  private int units;

  @Option(names = "--layers", required = true)
  private int layers;

  @Option(names = "--batch", required = true)
  private int batch;

  @Option(names = "--support", required = true)
  private SupportKind support;

  @Option(names = "--factors", required = true, split = ",")
  private List<Integer> factors;

  @Option(names = "--sequences", required = true, arity = "1")
  private boolean sequences;

  @Option(names = "--seconds", required = true)
  private double seconds;

  Job job() {
    return new Job(new Shape(units, layers, batch), support, factors, sequences);
  }

  /** Time for each contender while its times are kept. */
  Duration measured() {
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
