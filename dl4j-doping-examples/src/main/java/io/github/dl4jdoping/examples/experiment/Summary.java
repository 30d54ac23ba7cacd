package io.github.dl4jdoping.examples.experiment;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.stat.StatUtils;

/** The finished runs of one experiment, taken together over their seeds. */
final class Summary {

  private static final String NOTHING = "-";

  private final List<Map<String, String>> rows;

  /**
   * A summary.
   *
   * @param rows lines of runs that went well; possibly none
   */
  Summary(List<Map<String, String>> rows) {
    this.rows = rows;
  }

  int seeds() {
    return rows.size();
  }

  /**
   * The mean over seeds.
   *
   * @param column of numbers
   * @return NaN if a run has none there
   */
  double mean(String column) {
    return StatUtils.mean(values(column));
  }

  private double[] values(String column) {
    return rows.stream().flatMapToDouble(row -> value(row.get(column))).toArray();
  }

  private static DoubleStream value(String cell) {
    return Optional.ofNullable(cell).filter(c -> !c.isEmpty()).stream()
        .mapToDouble(Double::parseDouble);
  }

  /**
   * The mean as text.
   *
   * @param column of numbers
   * @param decimals to show
   * @return "-" if there is none
   */
  String text(String column, int decimals) {
    return number(mean(column), decimals);
  }

  /**
   * Mean and sample standard deviation as text.
   *
   * @param column of numbers
   * @param decimals to show
   * @return the mean alone if there is one seed
   */
  String withSpread(String column, int decimals) {
    double[] values = values(column);
    String mean = text(column, decimals);
    return values.length < 2
        ? mean
        : mean + " ± " + number(Math.sqrt(StatUtils.variance(values)), decimals);
  }

  static String number(double value, int decimals) {
    return Double.isNaN(value)
        ? NOTHING
        : String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
