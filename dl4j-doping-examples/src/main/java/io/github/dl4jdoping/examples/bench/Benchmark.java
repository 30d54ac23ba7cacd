package io.github.dl4jdoping.examples.bench;

import io.github.dl4jdoping.examples.common.Versions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line program: runs forks and reports medians over them. */
@Command(
    name = "Benchmark",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    sortOptions = false,
    description = {
      "Times one LSTM step of stock DL4J, of ONNX Runtime in single precision and in 8 bits, and"
          + " of this library's compact models, each on one thread. All run in turn in the same"
          + " fresh JVM, after their results were compared with a reference; figures are medians"
          + " over JVMs of each JVM's median."
    })
public final class Benchmark implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private BenchmarkOptions options;

  /** A command for picocli to fill in. */
  public Benchmark() {}

  /**
   * Runs the program and exits: 0 if it went well, 1 if a fork failed, 2 for wrong options.
   *
   * @param args options; {@code --help} lists them
   */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Benchmark())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              command.getErr().println(command.getColorScheme().errorText(exception.getMessage()));
              return command.getCommandSpec().exitCodeOnExecutionException();
            });
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Peers.all();
    Results results = run(options.environments(), options.jobs());
    PrintWriter out = spec.commandLine().getOut();
    new Report(results).lines().forEach(out::println);
    out.flush();
    return 0;
  }

  /** Every job once, and then again: a change of the machine's speed meets all of them alike. */
  private Results run(List<Environment> environments, List<Job> jobs)
      throws IOException, InterruptedException {
    Results results = new Results();
    int all = options.forks() * environments.size() * jobs.size();
    int done = 0;
    for (int round = 0; round < options.forks(); round++) {
      for (Job job : jobs) {
        for (Environment environment : environments) {
          ForkOutput output = ForkProcess.run(environment, job, options.seconds());
          results.add(new Results.Key(environment, job), output);
          done++;
          progress(done, all, environment, job, output);
        }
      }
    }
    return results;
  }

  private void progress(int done, int all, Environment environment, Job job, ForkOutput output) {
    PrintWriter err = spec.commandLine().getErr();
    err.printf("Fork %d of %d, %s, %s%n", done, all, job, environment);
    err.println("  us for one step: " + listed("%.1f", output.times()));
    err.println("  largest difference from the reference: " + listed("%.0e", output.differences()));
    err.flush();
  }

  private static String listed(String format, Map<String, Double> figures) {
    return figures.entrySet().stream()
        .map(entry -> entry.getKey() + String.format(Locale.ROOT, " " + format, entry.getValue()))
        .collect(Collectors.joining(", "));
  }
}
