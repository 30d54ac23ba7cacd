package io.github.dl4jdoping.examples.quickstart;

import io.github.dl4jdoping.training.DopingReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What was observed while one variant was trained. */
final class History {

  private final List<Double> losses = new ArrayList<>();
  private final List<DopingReport> reports = new ArrayList<>();

  /** A history without observations. */
  public History() {}

  void addLoss(double natsPerSymbol) {
    losses.add(natsPerSymbol);
  }

  double lastLoss() {
    return losses.get(losses.size() - 1);
  }

  void addReport(DopingReport report) {
    reports.add(report);
  }

  /**
   * The training loss, averaged over stretches of iterations because single batches are noisy.
   *
   * @param stretch number of iterations that are averaged
   * @return the mean loss in nats per symbol, at the last iteration of every full stretch
   */
  public List<Point> loss(int stretch) {
    List<Point> points = new ArrayList<>();
    for (int end = stretch; end <= losses.size(); end += stretch) {
      double mean =
          losses.subList(end - stretch, end).stream()
              .mapToDouble(Double::doubleValue)
              .average()
              .orElseThrow();
      points.add(new Point(end, mean));
    }
    return points;
  }

  /**
   * A number of the doping reports in the course of training.
   *
   * @param number what to read from a report
   * @return a point for every report at which the number is defined
   */
  public List<Point> doping(ToDoubleFunction<DopingReport> number) {
    return reports.stream()
        .map(report -> new Point(report.iteration(), number.applyAsDouble(report)))
        .filter(point -> !Double.isNaN(point.value()))
        .toList();
  }

  /**
   * A number at a point of training.
   *
   * @param iteration training steps done
   * @param value the number
   */
  public record Point(int iteration, double value) {}
}
