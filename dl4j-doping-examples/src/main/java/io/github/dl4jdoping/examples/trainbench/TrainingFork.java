package io.github.dl4jdoping.examples.trainbench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program of one fork: times contenders in turn and prints their tokens per second. */
@Command(name = "TrainingFork")
public final class TrainingFork implements Callable<Integer> {

  private static final int TURNS = 5;

  @Option(names = "--units", required = true)
  private int units;

  @Option(names = "--words", required = true)
  private int words;

  @Option(names = "--contenders", required = true, split = ",")
  private List<Contender> contenders;

  @Option(names = "--seconds", required = true)
  private double seconds;

  /** A command for picocli to fill in. */
  public TrainingFork() {}

  /**
   * Runs one job.
   *
   * @param args the options of a job
   */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new TrainingFork()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() {
    Workload workload = new Workload(units, words);
    List<Runner> runners = new ArrayList<>();
    for (Contender contender : contenders) {
      Runner runner = new Runner(contender, workload);
      runner.warmUp(seconds / 2);
      runners.add(runner);
    }
    for (int turn = 0; turn < TURNS; turn++) {
      runners.forEach(runner -> runner.measure(seconds / TURNS));
    }
    for (Runner runner : runners) {
      System.out.println("tokens " + runner.contender() + " " + runner.tokensPerSecond());
    }
    return 0;
  }
}
