package io.github.dl4jdoping.examples.cli;

import io.github.dl4jdoping.examples.report.Table;
import io.github.dl4jdoping.training.DopingReport;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;

/** The layers of a network, and what compression could do with them. */
final class NetSummary {

  private static final String NONE = "-";

  private final Model net;
  private final List<NetLayer> layers;

  /**
   * Sums a network up.
   *
   * @param net a MultiLayerNetwork or a ComputationGraph
   */
  NetSummary(Model net) {
    this.net = net;
    this.layers = NetLayer.of(net);
  }

  /** Kind, size and training of the network, without a full stop. */
  String headline() {
    return String.format(
        Locale.ROOT,
        "a %s of %d parameters after %d iterations and %d epochs",
        net.getClass().getSimpleName(),
        net.numParams(),
        BaseOptimizer.getIterationCount(net),
        BaseOptimizer.getEpochCount(net));
  }

  /** A table of the layers, the weights to be compressed, and those of doped layers. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(table().toText());
    text.append(System.lineSeparator()).append(System.lineSeparator()).append(conclusion());
    if (layers.stream().anyMatch(layer -> layer.state() == NetLayer.State.DOPED)) {
      text.append(System.lineSeparator()).append(System.lineSeparator());
      text.append(DopingReport.of(net));
    }
    return text.toString();
  }

  private Table table() {
    Table table = new Table("layer", "type", "parameters", "inputs", "units", "W", "R", "compress");
    layers.forEach(layer -> table.row(row(layer)));
    return table;
  }

  private static String[] row(NetLayer layer) {
    String[] sizes = {NONE, NONE, NONE, NONE};
    if (layer.conf() instanceof AbstractLSTM lstm) {
      sizes =
          new String[] {
            Long.toString(lstm.getNIn()),
            Long.toString(lstm.getNOut()),
            Long.toString(layer.inputWeights()),
            Long.toString(layer.recurrentWeights())
          };
    }
    return new String[] {
      layer.layer() + layer.direction(),
      layer.conf().getClass().getSimpleName(),
      Long.toString(layer.parameters()),
      sizes[0],
      sizes[1],
      sizes[2],
      sizes[3],
      layer.state().toString()
    };
  }

  private String conclusion() {
    long weights =
        layers.stream()
            .filter(layer -> layer.state() == NetLayer.State.COMPRESSIBLE)
            .mapToLong(layer -> layer.inputWeights() + layer.recurrentWeights())
            .sum();
    return weights == 0
        ? "There is no LSTM that the command compress could make smaller."
        : String.format(
            Locale.ROOT,
            "%d LSTM weights, %.1f %% of all parameters, can be compressed.",
            weights,
            100.0 * weights / net.numParams());
  }
}
