package io.github.dl4jdoping.examples.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The command line options of the {@link Benchmark}: what is to be measured, on what. */
final class BenchmarkOptions {

  @Option(
      names = "--quick",
      description = {
        "650 and 1500 units, one layer, 25x, batch 1: a few minutes. Other options still count."
      })
  private boolean quick;

  @Option(
      names = "--units",
      split = ",",
      description = "Sizes of inputs and layers. Default: 200,650,1500,2048.")
  private List<Integer> units;

  @Option(names = "--layers", split = ",", description = "Numbers of layers. Default: 1,2.")
  private List<Integer> layers;

  @Option(
      names = "--factors",
      split = ",",
      description = "Compression factors in parameters. Default: 10,20,25.")
  private List<Integer> factors;

  @Option(
      names = "--supports",
      split = ",",
      defaultValue = "balanced,any",
      description = {
        "Where the non-zeros are: balanced (equally many in each bank of 16 inputs) or any."
            + " Default: ${DEFAULT-VALUE}."
      })
  private List<SupportKind> supports;

  @Option(names = "--batches", split = ",", description = "Numbers of streams. Default: 1,20.")
  private List<Integer> batches;

  @Option(
      names = "--java",
      split = ",",
      paramLabel = "<home>[@scalar]",
      description = {
        "Homes of the Javas to run on. With @scalar this library runs without the Vector API's"
            + " module. Results of the first have plain names. Default: the one that runs this."
      })
  private List<String> javas;

  @Option(
      names = "--forks",
      defaultValue = "3",
      description = "Fresh JVMs for each job. Default: ${DEFAULT-VALUE}.")
  private int forks;

  @Option(
      names = "--seconds",
      description = "Time for each contender in a fork, after a warm-up. Default: 1.")
  private Double seconds;

  /** Every combination of shape and support. */
  List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    for (int n : pick(units, List.of(650, 1500), List.of(200, 650, 1500, 2048))) {
      for (int depth : pick(layers, List.of(1), List.of(1, 2))) {
        for (int batch : pick(batches, List.of(1), List.of(1, 20))) {
          for (SupportKind support : supports) {
            jobs.add(
                new Job(
                    new Shape(n, depth, batch),
                    support,
                    pick(factors, List.of(25), List.of(10, 20, 25)),
                    // The peers do not depend on the support: once is enough.
                    batch > 1 && support == supports.get(0)));
          }
        }
      }
    }
    return jobs;
  }

  /**
   * Javas and kernels.
   *
   * @throws IOException if a Java does not answer
   */
  List<Environment> environments() throws IOException {
    List<Environment.Choice> choices = new ArrayList<>();
    for (String java : javas == null ? List.of(System.getProperty("java.home")) : javas) {
      choices.add(Environment.Choice.of(java));
    }
    return Environment.named(choices);
  }

  int forks() {
    return forks;
  }

  double seconds() {
    return pick(seconds, 0.5, 1.0);
  }

  private <T> T pick(T given, T ifQuick, T otherwise) {
    if (given != null) {
      return given;
    }
    return quick ? ifQuick : otherwise;
  }
}
