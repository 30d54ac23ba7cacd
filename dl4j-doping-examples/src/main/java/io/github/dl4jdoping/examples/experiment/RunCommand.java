package io.github.dl4jdoping.examples.experiment;

import io.github.dl4jdoping.examples.common.NativeThreads;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Works off an experiment file. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Does the runs of an experiment file that are not done yet, first seeds first. Start it again"
          + " after a kill: it goes on from the last checkpoint. Several may work on one list. To"
          + " do a run again, delete its line from the results and its folder."
    })
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ListOptions list;

  @Option(names = "--data", required = true, description = "Folder of the tasks' data set.")
  private Path data;

  @Option(
      names = "--checkpoint-minutes",
      defaultValue = "5",
      description = "Write a checkpoint this often. Default: ${DEFAULT-VALUE}.")
  private double checkpointMinutes;

  @Option(
      names = "--threads",
      defaultValue = "1",
      description = {
        "Threads of the native operations; another number changes the last digits. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private int threads;

  @Override
  public Integer call() throws IOException {
    List<PlannedRun> runs = list.runs();
    NativeThreads.use(threads);
    Duration between = Duration.ofMillis(Math.round(60_000 * checkpointMinutes));
    new Runner(data, list.out(), between, this::line).run(runs);
    return 0;
  }

  private void line(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS) + " " + text);
    out.flush();
  }
}
