package io.github.dl4jdoping.examples.ptb;

import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.examples.common.WholeFile;
import io.github.dl4jdoping.examples.tasks.Compression;
import io.github.dl4jdoping.layer.DopedLayer;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * What happens in the course of a training: the loss, smoothed, and the state of the doping. It is
 * part of a checkpoint, so that a resumed training has the same curve as an undisturbed one.
 */
final class LossCurve implements Serializable {

  /** Iterations that a point takes together; the last one of an epoch may be of fewer. */
  static final int WINDOW = 20;

  private static final long serialVersionUID = 1L;
  private static final String HEADER =
      "iteration,epoch,loss,density,rowDropout,inputEnergy,recurrentEnergy";

  private final ArrayList<String> points = new ArrayList<>();
  private int segments;
  private double nats;
  private long tokens;

  /**
   * One more training iteration is done.
   *
   * @param network after the iteration
   * @param segmentNats negative log-likelihood of the segment before the step
   * @param segmentTokens number of words that were predicted
   */
  void add(MultiLayerNetwork network, double segmentNats, long segmentTokens) {
    segments++;
    nats += segmentNats;
    tokens += segmentTokens;
    if (segments == WINDOW) {
      close(network, ",");
    }
  }

  /**
   * The iteration that was added last was the last one of its epoch.
   *
   * @param network after the epoch; DL4J has not counted it yet
   */
  void endEpoch(MultiLayerNetwork network) {
    Compression size = Compression.of(network);
    String energies = cell(size.inputEnergy()) + "," + cell(size.recurrentEnergy());
    if (segments > 0) {
      close(network, energies);
    } else {
      int last = points.size() - 1;
      points.set(last, points.get(last).replaceAll(",$", energies));
    }
  }

  private void close(MultiLayerNetwork network, String energies) {
    points.add(
        String.format(
            Locale.ROOT,
            "%d,%d,%.5f,%s,%s,%s",
            network.getIterationCount(),
            network.getEpochCount() + 1,
            nats / tokens,
            cell(density(network)),
            cell(rowDropout(network)),
            energies));
    segments = 0;
    nats = 0;
    tokens = 0;
  }

  private static double density(MultiLayerNetwork network) {
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
  private static double rowDropout(MultiLayerNetwork network) {
    return DopedLayer.in(network).stream()
        .mapToDouble(
            layer ->
                layer
                    .conf()
                    .getDoping()
                    .rowDropoutAt(network.getIterationCount() - 1, network.getEpochCount()))
        .max()
        .orElse(Double.NaN);
  }

  private static String cell(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4f", value);
  }

  /**
   * The curve as CSV: iteration, epoch from 1, loss in nats per word, mean density of the doping
   * matrices, rate of row dropout, and at the end of an epoch the structures' shares of the energy
   * in input and recurrent matrices.
   *
   * @return lines, the header first
   */
  List<String> lines() {
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
  void write(Path file) throws IOException {
    WholeFile.write(file, side -> Files.write(side, lines()));
  }
}
