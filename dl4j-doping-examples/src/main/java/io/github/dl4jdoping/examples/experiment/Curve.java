package io.github.dl4jdoping.examples.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What was recorded in the course of a run: numbers by iteration. */
final class Curve {

  private static final String ITERATION = "iteration";
  private static final String DENSITY = "density";

  private final List<Map<String, String>> points;

  private Curve(List<Map<String, String>> points) {
    this.points = points;
  }

  /**
   * Reads a curve.
   *
   * @param file CSV with a column {@code iteration}
   * @return the curve, empty if there is no file
   * @throws IOException if the file cannot be read
   */
  static Curve read(Path file) throws IOException {
    return new Curve(new ResultFile(file).rows());
  }

  boolean isEmpty() {
    return points.isEmpty();
  }

  /** The last iteration that was recorded; there must be one. */
  String last() {
    return points.get(points.size() - 1).get(ITERATION);
  }

  /**
   * One column.
   *
   * @param column of numbers, perhaps with gaps
   * @return values by iteration, where there are any
   */
  NavigableMap<Double, Double> values(String column) {
    TreeMap<Double, Double> values = new TreeMap<>();
    for (Map<String, String> point : points) {
      String value = point.getOrDefault(column, "");
      if (!value.isEmpty()) {
        values.put(Double.valueOf(point.get(ITERATION)), Double.valueOf(value));
      }
    }
    return values;
  }

  /**
   * The annealing window, as the density tells.
   *
   * @return the last iteration seen with the highest density and the first with the lowest; empty if
   *     the density does not change
   */
  List<Double> window() {
    NavigableMap<Double, Double> density = values(DENSITY);
    double highest = density.values().stream().mapToDouble(d -> d).max().orElse(0);
    double lowest = density.values().stream().mapToDouble(d -> d).min().orElse(0);
    if (highest == lowest) {
      return List.of();
    }
    double from = 0;
    double to = density.lastKey();
    for (Map.Entry<Double, Double> point : density.descendingMap().entrySet()) {
      if (point.getValue() == lowest) {
        to = point.getKey();
      }
      if (point.getValue() == highest) {
        from = Math.max(from, point.getKey());
      }
    }
    return List.of(from, to);
  }
}
