package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.runtime.CompactLayer;
import io.github.dl4jdoping.runtime.CompactModel;
import io.github.dl4jdoping.runtime.Provenance;
import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;

/**
 * Exports a trained network to a model that runs without Deeplearning4j.
 *
 * <pre>{@code
 * CompactModel model = CompactExporter.export(net);
 * model.save(Path.of("model.dlc"));
 * }</pre>
 *
 * <p>The network is a MultiLayerNetwork, or a ComputationGraph whose vertices form a chain, in single
 * precision, compact or not. Its layers may be: EmbeddingLayer and EmbeddingSequenceLayer (first
 * layer only), LSTM, DopedLSTM and CompactDopedLSTM, DenseLayer, OutputLayer, RnnOutputLayer,
 * LossLayer, RnnLossLayer, ActivationLayer and DropoutLayer; Bidirectional around an LSTM of any
 * kind, LastTimeStep around either, and frozen layers. Masks are not part of the exported model.
 */
public final class CompactExporter {

  private CompactExporter() {}

  /**
   * Exports a network.
   *
   * @param net a MultiLayerNetwork or a ComputationGraph; not changed
   * @return a model with the same outputs, to rounding
   * @throws IllegalArgumentException if the network has something that cannot be exported; the
   *     message names the layer and what can be
   * @throws IllegalStateException if a doped layer has not reached its density, as in {@link
   *     Compactor}
   */
  public static CompactModel export(Model net) {
    return export(net, UnaryOperator.identity());
  }

  /**
   * Exports a network with layers of one's own. For each of them a layer of DL4J stands in that
   * computes the same at inference, with parameters of the same names and shapes:
   *
   * <pre>{@code
   * CompactExporter.export(net, layer -> layer instanceof MyOutput mine ? rnnOutput(mine) : layer)
   * }</pre>
   *
   * @param net a MultiLayerNetwork or a ComputationGraph; not changed
   * @param standIn the configuration to export in place of a layer's own; the same for all others
   * @return a model with the same outputs, to rounding
   * @throws IllegalArgumentException if the network has something that cannot be exported; the
   *     message names the layer and what can be
   * @throws IllegalStateException if a doped layer has not reached its density, as in {@link
   *     Compactor}
   */
  public static CompactModel export(Model net, UnaryOperator<Layer> standIn) {
    List<NetLayer> chain = Chain.of(net);
    Readiness.checkDensities(net);
    Exporter exporter = new Exporter(net, standIn);
    List<CompactLayer> layers = exporter.layers(chain);
    Provenance provenance =
        new Provenance(
            LibraryVersion.read(),
            SourceHash.of(net),
            Chain.seed(net),
            BaseOptimizer.getIterationCount(net),
            BaseOptimizer.getEpochCount(net),
            exporter.provenance());
    return CompactModel.of(layers, provenance);
  }
}
