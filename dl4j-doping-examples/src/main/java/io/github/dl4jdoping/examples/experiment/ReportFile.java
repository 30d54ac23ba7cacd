package io.github.dl4jdoping.examples.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A YAML file that declares the tables and plots of documents.
 *
 * @param tables possibly none
 * @param plots possibly none
 */
record ReportFile(List<TableSpec> tables, List<PlotSpec> plots) {

  private static final Pattern ALL = Pattern.compile("");

  /**
   * Reads a file.
   *
   * @param file with the lists {@code tables} and {@code plots}
   * @param tasks that experiments may name
   * @return what it declares
   * @throws IOException if the file, or an experiment file that it names, cannot be read
   * @throws IllegalArgumentException if something in it is wrong
   */
  static ReportFile read(Path file, List<Task> tasks) throws IOException {
    YamlMap root = YamlMap.parse(Files.readString(file), file.toString());
    root.allowOnly("tables", "plots");
    List<TableSpec> tables = new ArrayList<>();
    List<PlotSpec> plots = new ArrayList<>();
    for (YamlMap table : root.has("tables") ? root.maps("tables", "table") : List.<YamlMap>of()) {
      tables.add(table(table, tasks));
    }
    for (YamlMap plot : root.has("plots") ? root.maps("plots", "plot") : List.<YamlMap>of()) {
      plots.add(plot(plot));
    }
    return new ReportFile(List.copyOf(tables), List.copyOf(plots));
  }

  private static TableSpec table(YamlMap table, List<Task> tasks) throws IOException {
    table.allowOnly("name", "experiments", "only", "reference", "measures", "loss", "better");
    Path experiments = Path.of(table.text("experiments"));
    Pattern only = table.has("only") ? Pattern.compile(table.text("only")) : ALL;
    List<PlannedRun> runs =
        ExperimentFile.read(experiments, tasks).stream()
            .filter(run -> only.matcher(run.id()).find())
            .toList();
    if (runs.stream().noneMatch(run -> run.experiment().equals(table.text("reference")))) {
      throw table.wrong("'reference' must be one of the experiments of " + experiments);
    }
    if (runs.stream().map(run -> run.task().name()).distinct().count() > 1) {
      throw table.wrong("the experiments of a table must be of one task");
    }
    return new TableSpec(
        table.name(),
        experiments,
        runs,
        table.text("reference"),
        measures(table),
        loss(table),
        choice(table, "better", "lower", "higher").equals("lower"));
  }

  private static Map<String, Integer> measures(YamlMap table) {
    Map<String, Integer> measures = new LinkedHashMap<>();
    YamlMap declared = table.map("measures");
    for (String column : declared.without().keySet()) {
      measures.put(column, Math.toIntExact(declared.numbers(column, 0).get(0)));
    }
    return measures;
  }

  private static String loss(YamlMap table) {
    return choice(table, "loss", measures(table).keySet().toArray(String[]::new));
  }

  private static String choice(YamlMap table, String key, String... allowed) {
    String text = table.text(key);
    if (!List.of(allowed).contains(text)) {
      throw table.wrong(
          "'" + key + "' must be one of " + List.of(allowed) + "; got '" + text + "'");
    }
    return text;
  }

  private static PlotSpec plot(YamlMap plot) {
    plot.allowOnly("name", "title", "task", "runs", "column", "minus");
    return new PlotSpec(
        plot.name(),
        plot.text("title"),
        plot.text("task"),
        plot.texts("runs"),
        plot.text("column"),
        plot.has("minus") ? Optional.of(plot.text("minus")) : Optional.empty());
  }
}
