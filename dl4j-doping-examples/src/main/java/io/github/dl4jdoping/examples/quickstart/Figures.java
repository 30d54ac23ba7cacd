package io.github.dl4jdoping.examples.quickstart;

import io.github.dl4jdoping.examples.quickstart.History.Point;
import io.github.dl4jdoping.examples.report.Ink;
import io.github.dl4jdoping.examples.report.LineChart;
import io.github.dl4jdoping.examples.report.MatrixPicture;
import io.github.dl4jdoping.training.DopingReport;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The pictures of the page. */
final class Figures {

  /** DL4J's order of the column blocks. */
  private static final List<String> GATES = List.of("candidate", "forget", "output", "input");

  private static final int LOSS_POINTS = 60;
  private static final double LOSS_ABOVE_BOUND = 0.9;

  private final Settings settings;
  private final List<Result> results;
  private final Evaluation bound;

  Figures(Settings settings, List<Result> results, Evaluation bound) {
    this.settings = settings;
    this.results = results;
    this.bound = bound;
  }

  String loss() {
    int stretch = Math.max(1, settings.iterations() / LOSS_POINTS);
    double lowest = Math.log(bound.perplexity());
    LineChart chart = new LineChart("loss", "Training loss, nats per symbol", "0.0");
    for (Result result : results) {
      add(chart, result.variant().name(), result.variant().ink(), result.history().loss(stretch));
    }
    chart.line(
        "perfect predictor",
        Ink.BOUND,
        List.of(stretch, settings.iterations()),
        List.of(lowest, lowest));
    return chart
        .range(lowest - 0.05, lowest + LOSS_ABOVE_BOUND)
        .toHtml("Mean over " + stretch + " iterations. No document is seen twice.");
  }

  String weights() {
    LineChart chart = new LineChart("weights", "Weights in use, % of the dense LSTM", "0.##");
    for (Result result : results) {
      List<Point> share = result.history().doping(report -> 100 / report.parameterFactor());
      add(chart, result.variant().name(), result.variant().ink(), share);
    }
    return chart
        .logarithmic()
        .toHtml(
            String.format(
                "Logarithmic scale. S is annealed from dense to its final density between"
                    + " iterations %d and %d, and keeps its support from then on.",
                Variant.annealingStart(settings), Variant.annealingEnd(settings)));
  }

  String energy() {
    LineChart chart =
        new LineChart(
            "energy", "Share of the pre-activation's energy from the Kronecker product, %", "0");
    add(chart, "recurrent matrix", Ink.SUBJECT, energy("R"));
    add(chart, "input matrix", Ink.SECOND_RIVAL, energy("W"));
    return chart
        .range(0, 100)
        .toHtml(
            "The rest comes from S. While S is dense it does much of what the Kronecker product"
                + " could do (co-matrix adaptation); as S is pruned, this shifts.");
  }

  private List<Point> energy(String matrix) {
    return doped().history().doping(report -> energy(report, matrix));
  }

  private static double energy(DopingReport report, String matrix) {
    return report.matrices().stream()
        .filter(candidate -> candidate.matrix().equals(matrix))
        .mapToDouble(candidate -> 100 * candidate.structureEnergyShare())
        .findFirst()
        .orElse(Double.NaN);
  }

  String support() {
    INDArray values = doped().recurrentDoping();
    StringBuilder html = new StringBuilder("<figure><h3>Support of the recurrent S</h3>");
    html.append("<div class=\"blocks\">");
    for (int gate = 0; gate < GATES.size(); gate++) {
      html.append("<div><p>").append(GATES.get(gate)).append("</p>");
      html.append(block(values, gate)).append("</div>");
    }
    return html.append("</div><figcaption>")
        .append("What is left of S, a block for each gate: a row for each unit that is read, a")
        .append(" column for each unit that is written; blue is positive, orange negative.")
        .append("</figcaption></figure>")
        .toString();
  }

  private String block(INDArray values, int gate) {
    int units = settings.units();
    return MatrixPicture.html(
        units,
        units,
        (row, column) -> (int) Math.signum(values.getDouble(row, gate * units + column)),
        "Non-zeros of S in the " + GATES.get(gate) + " block");
  }

  private Result doped() {
    return results.get(results.size() - 1);
  }

  private static void add(LineChart chart, String name, Ink ink, List<Point> points) {
    chart.line(
        name,
        ink,
        points.stream().map(Point::iteration).toList(),
        points.stream().map(Point::value).toList());
  }
}
