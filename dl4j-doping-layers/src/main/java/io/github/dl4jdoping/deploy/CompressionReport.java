package io.github.dl4jdoping.deploy;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * What a compression did: a value that prints its own table.
 *
 * @param matrices every weight matrix that was compressed
 * @param leftAlone every layer with parameters that was not
 * @param calibrated whether errors are weighted by the inputs of calibration data
 */
public record CompressionReport(
    List<MatrixCompression> matrices, List<LeftAlone> leftAlone, boolean calibrated) {

  /**
   * Copies the lists.
   *
   * @param matrices every weight matrix that was compressed
   * @param leftAlone every layer with parameters that was not
   * @param calibrated whether errors are weighted by the inputs of calibration data
   */
  public CompressionReport {
    matrices = List.copyOf(matrices);
    leftAlone = List.copyOf(leftAlone);
  }

  /**
   * The compression factor in parameters, as the papers quote it: dense weights by structure
   * parameters plus non-zeros, of the compressed layers, biases not counted.
   *
   * @return the factor that the network ends with
   */
  public double parameterFactor() {
    return (double) sum(MatrixCompression::denseWeights) / sum(MatrixCompression::weights);
  }

  /**
   * The compression factor in bytes, indices included, estimated as {@code DopingReport} does.
   *
   * @return the factor that the network ends with
   */
  public double byteFactor() {
    return (double) (Float.BYTES * sum(MatrixCompression::denseWeights))
        / sum(MatrixCompression::compactBytes);
  }

  private long sum(ToLongFunction<MatrixCompression> number) {
    return matrices.stream().mapToLong(number).sum();
  }

  /**
   * The report as a table.
   *
   * @return a headline, a line for each matrix, and the layers that were left alone
   */
  @Override
  public String toString() {
    StringBuilder table = new StringBuilder();
    line(
        table,
        "Compressed %d LSTM weights to %d: factor %.2f in parameters, %.2f in bytes",
        sum(MatrixCompression::denseWeights),
        sum(MatrixCompression::weights),
        parameterFactor(),
        byteFactor());
    line(
        table,
        "%-24s %-2s %-14s %-24s %9s %9s %8s %8s %8s %8s %8s %8s",
        "layer",
        "",
        "shape",
        "structure",
        "params D",
        "nnz S",
        "density",
        "factor",
        "bytes",
        "energy D",
        "error",
        "uniform");
    matrices.forEach(matrix -> line(table, matrix));
    line(
        table,
        "Errors are |W - D - S| / |W|%s; uniform: if all S had one density and structures were as"
            + " given.",
        calibrated ? ", inputs weighted by their root mean square" : "");
    leftAlone.forEach(layer -> line(table, "Left alone: %s", layer));
    return table.toString();
  }

  private static void line(StringBuilder table, MatrixCompression m) {
    line(
        table,
        "%-24s %-2s %-14s %-24s %9d %9d %8.4f %8.2f %8.2f %8s %8.4f %8s",
        m.layer(),
        m.matrix(),
        "[" + m.rows() + ", " + m.columns() + "]",
        m.structure(),
        m.structureParameters(),
        m.nonZeros(),
        m.density(),
        m.parameterFactor(),
        m.byteFactor(),
        number("%.3f", m.structureEnergyShare()),
        m.relativeError(),
        number("%.4f", m.uniform().relativeError()));
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  private static void line(StringBuilder table, String format, Object... values) {
    table.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
