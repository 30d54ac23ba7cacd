package io.github.dl4jdoping.training;

import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.layer.DopedLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;

/**
 * Where the doping of a network stands: a value that prints its own table.
 *
 * @param iteration number of training steps done
 * @param epoch number of epochs done
 * @param matrices every weight matrix of every doped layer
 */
public record DopingReport(int iteration, int epoch, List<MatrixReport> matrices) {

  /**
   * Takes a report.
   *
   * @param model a MultiLayerNetwork or a ComputationGraph
   * @return its state now
   * @throws IllegalArgumentException if the model is of another kind
   */
  public static DopingReport of(Model model) {
    List<MatrixReport> matrices = matrices(model);
    return report(BaseOptimizer.getIterationCount(model), model, matrices);
  }

  /** Within {@code iterationDone}, DL4J has not counted the iteration yet. */
  static DopingReport after(int iterations, Model model) {
    return report(iterations, model, matrices(model));
  }

  private static DopingReport report(int iterations, Model model, List<MatrixReport> matrices) {
    return new DopingReport(iterations, BaseOptimizer.getEpochCount(model), matrices);
  }

  private static List<MatrixReport> matrices(Model model) {
    List<MatrixReport> matrices = new ArrayList<>();
    for (DopedLayer layer : DopedLayer.in(model)) {
      for (MatrixPlan matrix : layer.conf().plan().matrices()) {
        matrices.add(MatrixReport.of(layer, matrix));
      }
    }
    return List.copyOf(matrices);
  }

  /**
   * Whether every doping matrix has its planned density.
   *
   * @return false if training has not reached the end of an annealing window, or ran without a
   *     {@link DopingListener}
   */
  public boolean annealed() {
    return matrices.stream().allMatch(MatrixReport::annealed);
  }

  /**
   * The compression factor in parameters, as the papers quote it: dense weights by structure
   * parameters plus non-zeros, biases not counted.
   *
   * @return a factor; NaN if there is no doped layer
   */
  public double parameterFactor() {
    return (double) sum(MatrixReport::denseWeights) / sum(MatrixReport::weights);
  }

  /**
   * The compression factor in bytes: bytes of the dense matrices by bytes of the compact ones,
   * indices included.
   *
   * @return a factor; NaN if there is no doped layer
   */
  public double byteFactor() {
    return (double) sum(MatrixReport::denseBytes) / sum(MatrixReport::compactBytes);
  }

  private long sum(ToLongFunction<MatrixReport> number) {
    return matrices.stream().mapToLong(number).sum();
  }

  /**
   * The report as a table.
   *
   * @return a headline, then a line for each matrix
   */
  @Override
  public String toString() {
    String when =
        String.format(Locale.ROOT, "Doping after %d iterations (epoch %d): ", iteration, epoch);
    if (matrices.isEmpty()) {
      return when + "no doped layers";
    }
    StringBuilder table = new StringBuilder(when);
    table.append(
        String.format(
            Locale.ROOT,
            "%s; factor %.2f in parameters, %.2f in bytes%n",
            annealed() ? "annealed" : "not annealed",
            parameterFactor(),
            byteFactor()));
    table.append(
        String.format(
            "  %-24s %-6s %14s %10s %10s %10s %8s %9s",
            "layer",
            "matrix",
            "shape",
            "structure",
            "non-zeros",
            "planned",
            "density",
            "energy D"));
    for (MatrixReport matrix : matrices) {
      table.append(System.lineSeparator()).append(line(matrix));
    }
    return table.toString();
  }

  private static String line(MatrixReport matrix) {
    return String.format(
        Locale.ROOT,
        "  %-24s %-6s %14s %,10d %,10d %,10d %8.4f %9s",
        matrix.layer(),
        matrix.matrix(),
        matrix.rows() + " x " + matrix.columns(),
        matrix.structureParameters(),
        matrix.nonZeros(),
        matrix.plannedNonZeros(),
        matrix.density(),
        Double.isNaN(matrix.structureEnergyShare())
            ? "-"
            : String.format(Locale.ROOT, "%.3f", matrix.structureEnergyShare()));
  }
}
