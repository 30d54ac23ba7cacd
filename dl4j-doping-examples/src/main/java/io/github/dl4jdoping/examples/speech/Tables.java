package io.github.dl4jdoping.examples.speech;

import io.github.dl4jdoping.examples.report.Table;
import io.github.dl4jdoping.runtime.LayerSize;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What came out, for the console. */
final class Tables {

  private static final double MEDIAN = 0.5;
  private static final double TAIL = 0.99;

  private Tables() {}

  /**
   * Accuracy and size of each variant, over all seeds.
   *
   * @param results of all variants and seeds
   * @return a row for each variant
   */
  static Table networks(List<Result> results) {
    Table table =
        new Table(
            "LSTM",
            "accuracy %",
            "lowest",
            "highest",
            "seeds",
            "LSTM weights",
            "factor in weights",
            "in memory",
            "on disk",
            "compact file, bytes",
            "DL4J's file");
    for (Variant variant : Variant.values()) {
      List<Result> own = results.stream().filter(r -> r.variant() == variant).toList();
      if (!own.isEmpty()) {
        table.row(row(variant, own));
      }
    }
    return table;
  }

  private static String[] row(Variant variant, List<Result> own) {
    Result any = own.get(0);
    LayerSize lstm = any.lstm();
    return new String[] {
      variant.toString(),
      percent(mean(own, Result::accuracy)),
      percent(own.stream().mapToDouble(Result::accuracy).min().orElseThrow()),
      percent(own.stream().mapToDouble(Result::accuracy).max().orElseThrow()),
      Integer.toString(own.size()),
      format("%,d", lstm.parameters()),
      format("%.1fx", lstm.parameterFactor()),
      format("%.1fx", lstm.memoryFactor()),
      format("%.1fx", lstm.fileFactor()),
      format("%,d", any.deployment().compactBytes()),
      format("%,d", any.deployment().dl4jBytes())
    };
  }

  /**
   * Times of streams.
   *
   * @param measurements one for each model
   * @return a row for each
   */
  static Table streams(List<StreamMeasurement> measurements) {
    Table table =
        new Table(
            "model",
            "features, us",
            "99 %",
            "network, us",
            "99 %",
            "late, %",
            "full speed: network, us",
            "x real time",
            "accuracy %");
    for (StreamMeasurement measurement : measurements) {
      StreamResult realTime = measurement.realTime();
      StreamResult fullSpeed = measurement.fullSpeed();
      table.row(
          measurement.name(),
          format("%.1f", realTime.features().micros(MEDIAN)),
          format("%.1f", realTime.features().micros(TAIL)),
          format("%.1f", realTime.network().micros(MEDIAN)),
          format("%.1f", realTime.network().micros(TAIL)),
          percent(realTime.lateShare()),
          format("%.1f", fullSpeed.network().micros(MEDIAN)),
          format("%.0f", fullSpeed.timesRealTime()),
          percent(fullSpeed.accuracy()));
    }
    return table;
  }

  private static double mean(List<Result> results, ToDoubleFunction<Result> value) {
    return results.stream().mapToDouble(value).average().orElseThrow();
  }

  private static String percent(double share) {
    return format("%.2f", 100 * share);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
