package io.github.dl4jdoping.examples.tasks;

import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.examples.common.WholeFile;
import io.github.dl4jdoping.layer.DopedLayer;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;

/**
 * What happens in the course of a training: the loss, smoothed, and the state of the doping. It is
 * part of a checkpoint, so that a resumed training has the same curve as an undisturbed one.
 */
public final class LossCurve implements Serializable {

  /** Iterations that a point takes together; the last one of an epoch may be of fewer. */
  static final int WINDOW = 20;

  private static final long serialVersionUID = 1L;
  private static final String HEADER =
      "iteration,epoch,loss,density,rowDropout,inputEnergy,recurrentEnergy";

  /** A curve without points. */
  public LossCurve() {}

  private final ArrayList<String> points = new ArrayList<>();
  private int iterations;
  private Loss sum = Loss.NONE;

  /**
   * One more training iteration is done.
   *
   * @param network after the iteration
   * @param loss of the iteration, before the step
   */
  public void add(Model network, Loss loss) {
    iterations++;
    sum = sum.plus(loss);
    if (iterations == WINDOW) {
      close(network, ",");
    }
  }

  /**
   * The iteration that was added last was the last one of its epoch.
   *
   * @param network after the epoch; DL4J has not counted it yet
   */
  public void endEpoch(Model network) {
    Compression size = Compression.of(network);
    String energies = cell(size.inputEnergy()) + "," + cell(size.recurrentEnergy());
    if (iterations > 0) {
      close(network, energies);
    } else {
      int last = points.size() - 1;
      points.set(last, points.get(last).replaceAll(",$", energies));
    }
  }

  private void close(Model network, String energies) {
    points.add(
        String.format(
            Locale.ROOT,
            "%d,%d,%.5f,%s,%s,%s",
            BaseOptimizer.getIterationCount(network),
            BaseOptimizer.getEpochCount(network) + 1,
            sum.mean(),
            cell(density(network)),
            cell(rowDropout(network)),
            energies));
    iterations = 0;
    sum = Loss.NONE;
  }

  private static double density(Model network) {
    long nonZeros = 0;
    long entries = 0;
    for (DopedLayer layer : DopedLayer.in(network)) {
      for (MatrixPlan matrix : layer.conf().plan().matrices()) {
        nonZeros += layer.nonZeros(matrix);
        entries += matrix.shape().size();
      }
    }
    return (double) nonZeros / entries;
  }

  /** The rate of the iteration that is just done, which has the number before the count. */
  private static double rowDropout(Model network) {
    return DopedLayer.in(network).stream()
        .mapToDouble(
            layer ->
                layer
                    .conf()
                    .getDoping()
                    .rowDropoutAt(
                        BaseOptimizer.getIterationCount(network) - 1,
                        BaseOptimizer.getEpochCount(network)))
        .max()
        .orElse(Double.NaN);
  }

  private static String cell(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4f", value);
  }

  /**
   * The curve as CSV: iteration, epoch from 1, loss in nats per prediction, mean density of the doping
   * matrices, rate of row dropout, and at the end of an epoch the structures' shares of the energy
   * in input and recurrent matrices.
   *
   * @return lines, the header first
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(HEADER);
    lines.addAll(points);
    return lines;
  }

  /**
   * Writes the curve to the side and moves it into place.
   *
   * @param file to be created or replaced
   * @throws IOException if that fails
   */
  public void write(Path file) throws IOException {
    WholeFile.write(file, side -> Files.write(side, lines()));
  }
}
