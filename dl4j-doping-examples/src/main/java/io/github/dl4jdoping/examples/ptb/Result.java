package io.github.dl4jdoping.examples.ptb;

import io.github.dl4jdoping.examples.tasks.Compression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The outcome of a run, as one line of a table. */
final class Result {

  private Result() {}

  /**
   * Evaluates on the test text and gathers everything that is worth keeping.
   *
   * @param training that is finished
   * @param settings of the run
   * @return column names and values: the settings, then what came out
   */
  static Map<String, String> of(Training training, Settings settings) {
    Map<String, String> row = new LinkedHashMap<>(settings.asMap());
    row.putAll(measures(training));
    return row;
  }

  /**
   * Evaluates on the test text and gathers what came out.
   *
   * @param training that is finished
   * @return column names and values, the settings not among them
   */
  static Map<String, String> measures(Training training) {
    Compression size = Compression.of(training.network());
    Map<String, String> row = new LinkedHashMap<>();
    row.put("train", number("%.3f", last(training.trainCurve())));
    row.put("valid", perplexity(last(training.validCurve())));
    row.put("test", perplexity(training.testPerplexity()));
    row.put("denseWeights", Long.toString(size.dense()));
    row.put("keptParameters", Long.toString(size.kept()));
    row.put("parameterFactor", number("%.3f", size.parameterFactor()));
    row.put("byteFactor", number("%.3f", size.byteFactor()));
    row.put("structureEnergy", number("%.4f", size.structureEnergy()));
    row.put("inputEnergy", number("%.4f", size.inputEnergy()));
    row.put("recurrentEnergy", number("%.4f", size.recurrentEnergy()));
    row.put("seconds", number("%.0f", training.seconds()));
    row.put("validCurve", curve(training.validCurve()));
    row.putAll(training.milestones().columns());
    return row;
  }

  /** As results show it. */
  static String perplexity(double value) {
    return number("%.3f", value);
  }

  private static double last(List<Double> curve) {
    return curve.get(curve.size() - 1);
  }

  private static String curve(List<Double> values) {
    return values.stream().map(v -> number("%.2f", v)).collect(Collectors.joining(" "));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
