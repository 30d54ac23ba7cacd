package io.github.dl4jdoping.examples.trainbench;

import io.github.dl4jdoping.examples.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints results: what they were measured on, a table, and the lines for programs to read. */
final class TrainingReport {

  private final TrainingResults results;

  TrainingReport(TrainingResults results) {
    this.results = results;
  }

  /** The whole report, the {@code RATIO} lines last. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(results.facts());
    lines.add("");
    lines.add("Tokens per second, at the best number of threads:");
    lines.add(table().toText());
    lines.add("");
    lines.addAll(ratios());
    return lines;
  }

  private Table table() {
    Table table =
        new Table(
            "network",
            "contender",
            "threads",
            "tokens/s",
            "/ stock",
            "/ dense",
            "ms",
            "sgemm limit");
    for (Workload workload : results.workloads()) {
      for (Contender contender : Contender.values()) {
        double speed = results.tokensPerSecond(workload, contender);
        int threads = results.threads(workload, contender);
        table.row(
            workload.toString(),
            contender.toString(),
            Integer.toString(threads),
            format("%.0f", speed),
            format("%.2f", ratio(workload, contender, Contender.STOCK)),
            format("%.2f", ratio(workload, contender, Contender.DENSE)),
            format("%.1f", 1e3 * Workload.tokens() / speed),
            format("%.0f %%", 100 * shareOfLimit(workload, contender, speed)));
      }
    }
    return table;
  }

  /** The time of the dense products at the speed of a large one, over the measured time. */
  private double shareOfLimit(Workload workload, Contender contender, double tokensPerSecond) {
    double seconds = Workload.tokens() / tokensPerSecond;
    return workload.flops(contender) / (1e9 * results.gigaflops(workload)) / seconds;
  }

  private List<String> ratios() {
    List<String> lines = new ArrayList<>();
    for (Workload workload : results.workloads()) {
      for (Contender contender : Contender.values()) {
        if (contender != Contender.STOCK) {
          lines.add(line(workload, contender, Contender.STOCK));
        }
        if (contender.isDoped()) {
          lines.add(line(workload, contender, Contender.DENSE));
        }
      }
    }
    return lines;
  }

  private String line(Workload workload, Contender contender, Contender other) {
    return format(
        "RATIO %s %s %s %.2f", workload, contender, other, ratio(workload, contender, other));
  }

  private double ratio(Workload workload, Contender contender, Contender other) {
    return results.tokensPerSecond(workload, contender) / results.tokensPerSecond(workload, other);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
