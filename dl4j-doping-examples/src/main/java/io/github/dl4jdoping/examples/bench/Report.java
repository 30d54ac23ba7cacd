package io.github.dl4jdoping.examples.bench;

import io.github.dl4jdoping.examples.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints results: what they were measured on, tables, and the lines for programs to read. */
final class Report {

  private static final double ENOUGH_OF_A_CORE = 0.95;

  private final Results results;

  Report(Results results) {
    this.results = results;
  }

  /** The whole report, the {@code RATIO} lines last. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(results.facts());
    lines.add(format("Every fork had at least %.0f %% of a core", 100 * results.core()));
    if (results.core() < ENOUGH_OF_A_CORE) {
      lines.add("Other programs were in the way: do not rely on these figures.");
    }
    lines.add("");
    lines.add("Microseconds for one step, and how many times faster than each peer:");
    lines.add(stepTable().toText());
    Table sequences = sequenceTable();
    if (!sequences.isEmpty()) {
      lines.add("");
      lines.add("Microseconds for one step when peers get " + Contenders.SEQUENCE + " at once:");
      lines.add(sequences.toText());
    }
    lines.add("");
    lines.addAll(ratios());
    return lines;
  }

  private Table stepTable() {
    List<String> header = new ArrayList<>(List.of("network"));
    header.addAll(Peers.NAMES);
    header.add("ours");
    Peers.NAMES.forEach(peer -> header.add("/ " + peer));
    header.addAll(List.of("parameters", "memory", "file", "KB a step", "GB/s", "roofline"));
    Table table = new Table(header.toArray(String[]::new));
    for (Results.Key key : results.keys()) {
      for (int factor : key.job().factors()) {
        table.row(row(key, factor).toArray(String[]::new));
      }
    }
    return table;
  }

  private List<String> row(Results.Key key, int factor) {
    String ours = Contenders.name(factor);
    ModelSize size = results.size(key, ours);
    List<String> row = new ArrayList<>(List.of(key.name(factor)));
    Peers.NAMES.forEach(peer -> row.add(micros(results.micros(key, peer))));
    row.add(micros(results.micros(key, ours)));
    Peers.NAMES.forEach(peer -> row.add(Ratio.format(ratio(key, factor, peer))));
    row.add(format("%.1fx", size.parameterFactor()));
    row.add(format("%.1fx", size.memoryFactor()));
    row.add(format("%.1fx", size.fileFactor()));
    row.add(format("%.0f", size.bytesPerStep() / 1000.0));
    row.add(format("%.0f", size.bytesPerMicrosecond() / 1000));
    row.add(format("%.0f %%", 100 * results.rooflineShare(key, ours)));
    return row;
  }

  private double ratio(Results.Key key, int factor, String peer) {
    return results.micros(key, peer) / results.micros(key, Contenders.name(factor));
  }

  private List<String> ratios() {
    List<String> lines = new ArrayList<>();
    for (Results.Key key : results.keys()) {
      for (int factor : key.job().factors()) {
        for (String peer : Peers.NAMES) {
          lines.add(new Ratio(key.name(factor), peer, ratio(key, factor, peer)).line());
        }
      }
    }
    return lines;
  }

  private Table sequenceTable() {
    List<String> header = new ArrayList<>(List.of("network"));
    header.addAll(Peers.NAMES);
    Table table = new Table(header.toArray(String[]::new));
    for (Results.Key key : results.keys()) {
      Shape shape = key.job().shape();
      if (key.job().sequences()) {
        List<String> row = new ArrayList<>();
        row.add(shape.network() + "-b" + shape.batch() + key.environment().suffix());
        Peers.NAMES.forEach(
            peer -> row.add(micros(results.micros(key, peer + Contenders.SEQUENCE_SUFFIX))));
        table.row(row.toArray(String[]::new));
      }
    }
    return table;
  }

  private static String micros(double value) {
    return value < 100 ? format("%.1f", value) : format("%.0f", value);
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
