package io.github.dl4jdoping.examples.experiment;

import io.github.dl4jdoping.examples.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Results as a table for a document, a row for each experiment. */
final class ResultTable {

  private static final String NOTHING = "-";

  private final TableSpec spec;
  private final List<Map<String, String>> rows;

  /**
   * A table.
   *
   * @param spec what it shows
   * @param rows results of the task
   */
  ResultTable(TableSpec spec, List<Map<String, String>> rows) {
    this.spec = spec;
    this.rows = rows;
  }

  /**
   * The table, and what belongs to it: how it was made, and which runs failed or are
   * unfinished.
   *
   * @return Markdown
   */
  String markdown() {
    Table table = new Table(header().toArray(String[]::new));
    spec.runs().stream()
        .map(PlannedRun::experiment)
        .distinct()
        .forEach(experiment -> table.row(row(experiment).toArray(String[]::new)));
    return table.toMarkdown() + "\n\n" + origin() + exceptions();
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(List.of("experiment", "seeds"));
    header.addAll(spec.measures().keySet());
    header.add("loss, %");
    header.addAll(List.of("factor in parameters", "factor in bytes"));
    header.addAll(List.of("energy of D: input", "recurrent", "minutes"));
    return header;
  }

  private List<String> row(String experiment) {
    Summary summary = summary(experiment);
    List<String> row = new ArrayList<>(List.of(experiment, seeds(experiment, summary)));
    if (summary.seeds() == 0) {
      header().stream().skip(row.size()).forEach(column -> row.add(NOTHING));
      return row;
    }
    spec.measures().forEach((column, decimals) -> row.add(summary.withSpread(column, decimals)));
    row.add(loss(experiment, summary));
    row.add(summary.text("parameterFactor", 2));
    row.add(summary.text("byteFactor", 2));
    row.add(summary.text("inputEnergy", 2));
    row.add(summary.text("recurrentEnergy", 2));
    row.add(summary.text("minutes", 0));
    return row;
  }

  private Summary summary(String experiment) {
    return new Summary(known(experiment).filter(ResultFile::isOk).toList());
  }

  private Stream<Map<String, String>> known(String experiment) {
    return spec.runs().stream()
        .filter(run -> run.experiment().equals(experiment))
        .flatMap(run -> rows.stream().filter(row -> isOf(run, row)));
  }

  private static boolean isOf(PlannedRun run, Map<String, String> row) {
    return run.experiment().equals(row.get(ResultFile.EXPERIMENT))
        && Long.toString(run.seed()).equals(row.get(ResultFile.SEED));
  }

  private String seeds(String experiment, Summary summary) {
    long planned = spec.runs().stream().filter(r -> r.experiment().equals(experiment)).count();
    if (summary.seeds() == 0) {
      return known(experiment).findFirst().map(ResultTable::kindOfStatus).orElse("not run");
    }
    return summary.seeds() == planned
        ? Integer.toString(summary.seeds())
        : summary.seeds() + " of " + planned;
  }

  /** Such as failed or unfinished. */
  private static String kindOfStatus(Map<String, String> row) {
    return row.get(ResultFile.STATUS).replaceFirst(":.*", "");
  }

  /** How much worse than the reference, in percent of the reference. */
  private String loss(String experiment, Summary summary) {
    double reference = summary(spec.reference()).mean(spec.loss());
    double worse = (summary.mean(spec.loss()) / reference - 1) * (spec.lowerIsBetter() ? 1 : -1);
    return experiment.equals(spec.reference()) || Double.isNaN(worse)
        ? NOTHING
        : String.format(Locale.ROOT, "%+.1f", 100 * worse);
  }

  private String origin() {
    List<Map<String, String>> used =
        spec.runs().stream()
            .map(PlannedRun::experiment)
            .distinct()
            .flatMap(this::known)
            .filter(row -> !row.getOrDefault("date", "").isEmpty())
            .toList();
    String made =
        used.isEmpty()
            ? "none is run yet"
            : String.format(
                "run on commits %s, finished %s", each(used, "commit"), range(each(used, "date")));
    return String.format(
        "Experiments of `%s`, %s. Means over seeds ± sample standard deviation; loss is that of"
            + " %s against %s.",
        spec.file(), made, spec.loss(), spec.reference());
  }

  private static SortedSet<String> each(List<Map<String, String>> rows, String column) {
    return rows.stream()
        .map(row -> row.get(column))
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String range(SortedSet<String> dates) {
    String first = day(dates.first());
    String last = day(dates.last());
    return first.equals(last) ? first : first + " to " + last;
  }

  private static String day(String date) {
    return date.replaceAll("T.*", "");
  }

  private String exceptions() {
    return spec.runs().stream()
        .flatMap(run -> rows.stream().filter(row -> isOf(run, row)))
        .filter(row -> !ResultFile.isOk(row))
        .map(
            row ->
                "\n- "
                    + row.get(ResultFile.EXPERIMENT)
                    + ", seed "
                    + row.get(ResultFile.SEED)
                    + ", "
                    + row.get(ResultFile.STATUS))
        .collect(Collectors.joining("", "", ""))
        .replaceFirst("^\n", "\n\n");
  }
}
