package io.github.dl4jdoping.examples.experiment;

import io.github.dl4jdoping.examples.common.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Turns results into the tables and plots of documents. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Draws the plots and fills the tables that report.yaml in the folder of results declares,"
          + " where documents have places for them: between '<!-- generated: NAME -->' and"
          + " '<!-- end -->'."
    })
final class ReportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DOCUMENT",
      arity = "0..*",
      defaultValue = "docs/results.md",
      description = "Markdown files beside the folder of results. Default: ${DEFAULT-VALUE}.")
  private List<Path> documents;

  @Option(
      names = "--results",
      defaultValue = "docs/results",
      description = {
        "Folder with report.yaml, the results TASK.csv and curves. Default: ${DEFAULT-VALUE}."
      })
  private Path results;

  @Option(
      names = "--from",
      paramLabel = "RUNS",
      description = {
        "First take over what was run: the folder that 'run' had as --out. A line of the same name"
            + " and seed is replaced."
      })
  private Path from;

  @Override
  public Integer call() throws IOException {
    ReportFile declared = ReportFile.read(results.resolve("report.yaml"), ListOptions.tasks());
    if (from != null) {
      takeOver(declared);
    }
    Map<String, String> texts = texts(declared);
    List<String> placed = new ArrayList<>();
    for (Path document : documents) {
      placed.addAll(new Document(document).fill(texts));
    }
    tell(texts, placed);
    return 0;
  }

  private void takeOver(ReportFile declared) throws IOException {
    for (TableSpec table : declared.tables()) {
      ResultFile kept = csv(results, task(table));
      List<Map<String, String>> rows = new ArrayList<>(unfinished(table));
      kept.rows().stream().filter(row -> !ResultFile.isUnfinished(row)).forEach(rows::add);
      rows.addAll(csv(from, task(table)).rows());
      kept.takeOver(rows);
    }
    for (PlotSpec plot : declared.plots()) {
      for (String run : new CurvePlot(plot, results).needed()) {
        Path curve = curve(plot.task(), run);
        if (Files.exists(curve)) {
          WholeFile.write(
              CurvePlot.curve(results, run),
              side -> Files.copy(curve, side, StandardCopyOption.REPLACE_EXISTING));
        }
      }
    }
  }

  /** Lines for runs that have begun; those of finished ones come after and replace them. */
  private List<Map<String, String>> unfinished(TableSpec table) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (PlannedRun run : table.runs()) {
      Curve curve = Curve.read(curve(task(table), run.id()));
      if (!curve.isEmpty()) {
        rows.add(ResultFile.unfinished(run, curve.last()));
      }
    }
    return rows;
  }

  private Path curve(String task, String run) {
    return from.resolve(task).resolve(run).resolve("curve.csv");
  }

  private static String task(TableSpec table) {
    return table.runs().get(0).task().name();
  }

  private static ResultFile csv(Path folder, String task) {
    return new ResultFile(folder.resolve(task + ".csv"));
  }

  private Map<String, String> texts(ReportFile declared) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (TableSpec table : declared.tables()) {
      texts.put(table.name(), new ResultTable(table, csv(results, task(table)).rows()).markdown());
    }
    for (PlotSpec plot : declared.plots()) {
      texts.put(plot.name(), new CurvePlot(plot, results).markdown());
    }
    return texts;
  }

  private void tell(Map<String, String> texts, List<String> placed) {
    var out = spec.commandLine().getOut();
    out.println("Filled " + placed + " in " + documents + ".");
    List<String> homeless = texts.keySet().stream().filter(n -> !placed.contains(n)).toList();
    if (!homeless.isEmpty()) {
      out.println("Without a place there: " + homeless + ".");
    }
    out.flush();
  }
}
