package io.github.dl4jdoping.examples.tasks;

import io.github.dl4jdoping.training.DopingReport;
import io.github.dl4jdoping.training.MatrixReport;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.deeplearning4j.nn.api.Model;

/**
 * How small the LSTM layers of a model have become. Biases, embedding and softmax are not counted.
 *
 * @param dense weights that uncompressed matrices have
 * @param kept parameters of the structures plus non-zeros of the doping matrices
 * @param parameterFactor dense by kept
 * @param byteFactor bytes of dense layers by bytes of compact ones, indices included
 * @param density mean density of the doping matrices; 0 where there is none
 * @param structureEnergy mean share of the pre-activations' energy that comes from the structures;
 *     NaN unless there are two co-matrices
 * @param inputEnergy the same for the input matrices alone
 * @param recurrentEnergy the same for the recurrent matrices alone
 */
public record Compression(
    long dense,
    long kept,
    double parameterFactor,
    double byteFactor,
    double density,
    double structureEnergy,
    double inputEnergy,
    double recurrentEnergy) {

  /**
   * Measures a model as it is, annealed or not.
   *
   * @param model with doped layers
   * @return the measures
   */
  public static Compression of(Model model) {
    DopingReport report = DopingReport.of(model);
    List<MatrixReport> matrices = report.matrices();
    return new Compression(
        sum(matrices, m -> m.rows() * m.columns()),
        sum(matrices, m -> m.structureParameters() + m.nonZeros()),
        report.parameterFactor(),
        report.byteFactor(),
        mean(matrices, MatrixReport::density),
        mean(matrices, MatrixReport::structureEnergyShare),
        mean(named(matrices, "W"), MatrixReport::structureEnergyShare),
        mean(named(matrices, "R"), MatrixReport::structureEnergyShare));
  }

  private static List<MatrixReport> named(List<MatrixReport> matrices, String name) {
    return matrices.stream().filter(m -> m.matrix().equals(name)).toList();
  }

  private static long sum(List<MatrixReport> matrices, ToLongFunction<MatrixReport> value) {
    return matrices.stream().mapToLong(value).sum();
  }

  private static double mean(List<MatrixReport> matrices, ToDoubleFunction<MatrixReport> value) {
    return matrices.stream().mapToDouble(value).average().orElse(Double.NaN);
  }
}
