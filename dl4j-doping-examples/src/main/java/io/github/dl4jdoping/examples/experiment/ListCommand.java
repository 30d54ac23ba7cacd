package io.github.dl4jdoping.examples.experiment;

import io.github.dl4jdoping.examples.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows an experiment file, checked and expanded. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Checks an experiment file and shows its runs in their order, and which are done.")
final class ListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ListOptions list;

  @Override
  public Integer call() throws IOException {
    Table table = new Table("run", "task", "state", "minutes");
    for (PlannedRun run : list.runs()) {
      row(table, run);
    }
    spec.commandLine().getOut().println(table.toText());
    spec.commandLine().getOut().flush();
    return 0;
  }

  private void row(Table table, PlannedRun run) throws IOException {
    var folder = list.out().resolve(run.task().name()).resolve(run.id());
    var done = new ResultFile(list.out().resolve(run.task().name() + ".csv")).find(run);
    String state =
        done.map(row -> ResultFile.isOk(row) ? "done" : "failed")
            .orElse(Files.exists(folder) ? "begun" : "-");
    String minutes = done.map(row -> row.get(Runner.MINUTES)).orElse("-");
    table.row(run.id(), run.task().name(), state, minutes);
  }
}
