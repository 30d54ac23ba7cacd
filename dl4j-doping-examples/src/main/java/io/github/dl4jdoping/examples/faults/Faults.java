package io.github.dl4jdoping.examples.faults;

import io.github.dl4jdoping.examples.common.Progress;
import io.github.dl4jdoping.examples.common.Versions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line program: kills trainings and reports what became of them. */
@Command(
    name = "Faults",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    sortOptions = false,
    description = {
      "Trains a small doped LSTM, with annealing, row dropout and Adam, in a process of its own that"
          + " is killed at random moments and started again, until it is done; and compares every"
          + " checkpoint and the final network, bit for bit, with a training that was left alone."
    })
public final class Faults implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--kills",
      defaultValue = "100",
      description = "How many. Default: ${DEFAULT-VALUE}.")
  private int kills;

  @Option(
      names = "--saving",
      defaultValue = "CHECKPOINT",
      description = {
        "CHECKPOINT: the example programs' file, written between two iterations. LISTENER: DL4J's"
            + " CheckpointListener. Default: ${DEFAULT-VALUE}."
      })
  private Saving.Way way;

  @Option(
      names = "--iterations",
      defaultValue = "60",
      description = "Length of a training, at least 8. Default: ${DEFAULT-VALUE}.")
  private int iterations;

  @Option(
      names = "--every",
      defaultValue = "3",
      description = "Iterations between two checkpoints. Default: ${DEFAULT-VALUE}.")
  private int every;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Decides the moments of the kills. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--out",
      defaultValue = "runs/faults",
      description = "Folder for the files; must not exist yet. Default: ${DEFAULT-VALUE}.")
  private Path out;

  /** A command for picocli to fill in. */
  public Faults() {}

  /**
   * Runs the program and exits: 0 if all trainings ended as the undisturbed one, 1 if not, 2 for
   * wrong options.
   *
   * @param args options; {@code --help} lists them
   */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Faults()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (kills < 1 || iterations < 8 || every < 1) {
      throw new ParameterException(
          spec.commandLine(), "--kills and --every are at least 1, --iterations at least 8.");
    }
    if (Files.exists(out)) {
      throw new ParameterException(
          spec.commandLine(), out + " is there already: remove it, or name another --out.");
    }
    PrintWriter print = spec.commandLine().getOut();
    Victims victims = new Victims(way, new Workload(iterations), every);
    Campaign campaign = new Campaign(victims, out.toAbsolutePath(), moments());
    print.println(campaign.undisturbed());
    print.flush();
    print.println(run(campaign, print));
    return 0;
  }

  private Campaign.Moments moments() {
    SplittableRandom random = new SplittableRandom(seed);
    return (life, writeTimes) -> Moment.draw(random, life, writeTimes);
  }

  private Tally run(Campaign campaign, PrintWriter print) throws IOException, InterruptedException {
    try (Progress progress = Progress.start("Kills", kills, 0, print::println)) {
      return campaign.run(kills, () -> progress.step(() -> ""));
    }
  }
}
