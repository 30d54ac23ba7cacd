package io.github.dl4jdoping.examples.trainbench;

import io.github.dl4jdoping.examples.common.Versions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line program: runs forks and reports medians over them. */
@Command(
    name = "TrainingBenchmark",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    sortOptions = false,
    description = {
      "Times fit of two LSTM layers, batch 20, 35 steps: stock DL4J, this library's engine with"
          + " dense weights, and a doped Kronecker product in each phase of its training. All run"
          + " in turn in the same fresh JVM; figures are medians over JVMs of each JVM's median, at"
          + " the number of native threads that suits each contender best."
    })
public final class TrainingBenchmark implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--units",
      split = ",",
      defaultValue = "200,650,1500",
      description = "Sizes of the layers. Default: ${DEFAULT-VALUE}.")
  private List<Integer> units;

  @Option(
      names = "--words",
      split = ",",
      defaultValue = "0,10000",
      description = {
        "Sizes of the vocabulary of embedding and softmax; 0 for the LSTM layers alone. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private List<Integer> words;

  @Option(
      names = "--sampled-words",
      split = ",",
      defaultValue = "0",
      description = {
        "Words of the vocabulary that training steps of all but stock DL4J look at, even numbers; 0 for"
            + " all. Default: ${DEFAULT-VALUE}."
      })
  private List<Integer> sampledWords;

  @Option(
      names = "--threads",
      split = ",",
      defaultValue = "1,2",
      description = "Numbers of native threads to try. Default: ${DEFAULT-VALUE}.")
  private List<Integer> threads;

  @Option(
      names = "--forks",
      defaultValue = "3",
      description = "Fresh JVMs for each case. Default: ${DEFAULT-VALUE}.")
  private int forks;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = {
        "Time for each contender in a fork, after half as long to warm up. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private double seconds;

  @Option(
      names = "--profile",
      description = {
        "Instead of times, print in which methods each contender spends its time: one fork, the"
            + " first number of threads."
      })
  private boolean profile;

  /** A command for picocli to fill in. */
  public TrainingBenchmark() {}

  /**
   * Runs the program and exits: 0 if it went well, 1 if a fork failed, 2 for wrong options.
   *
   * @param args options; {@code --help} lists them
   */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new TrainingBenchmark())
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              command.getErr().println(command.getColorScheme().errorText(exception.getMessage()));
              return command.getCommandSpec().exitCodeOnExecutionException();
            });
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return profile ? profile() : compare();
  }

  private int profile() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    for (TrainingJob job : jobs()) {
      if (job.threads() == threads.get(0)) {
        out.println(job);
        job.profile(seconds, out::println);
        out.flush();
      }
    }
    return 0;
  }

  private int compare() throws IOException, InterruptedException {
    TrainingResults results = new TrainingResults();
    List<TrainingJob> jobs = jobs();
    int all = forks * jobs.size();
    int done = 0;
    for (int round = 0; round < forks; round++) {
      for (TrainingJob job : jobs) {
        job.run(seconds, line -> results.add(job, line));
        done++;
        spec.commandLine().getErr().printf("Fork %d of %d, %s%n", done, all, job);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    new TrainingReport(results).lines().forEach(out::println);
    out.flush();
    return 0;
  }

  private List<TrainingJob> jobs() {
    List<TrainingJob> jobs = new ArrayList<>();
    for (int size : units) {
      for (int vocabulary : words) {
        for (int sample : vocabulary == 0 ? List.of(0) : sampledWords) {
          Workload workload = new Workload(size, vocabulary, sample);
          threads.forEach(count -> jobs.add(new TrainingJob(workload, count)));
        }
      }
    }
    return jobs;
  }
}
