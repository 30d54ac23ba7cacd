package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.deploy.LayerConversion.ParameterMove;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Makes a new network from one some of whose layers are converted. */
final class Rewriter {

  private final LayerConversion conversion;

  /** How parameters come about that are not copied, by layer and parameter name. */
  private final Map<String, Map<String, ParameterMove>> moves = new HashMap<>();

  private Rewriter(LayerConversion conversion) {
    this.conversion = conversion;
  }

  static MultiLayerNetwork rewrite(MultiLayerNetwork net, LayerConversion conversion) {
    return new Rewriter(conversion).rewritten(net);
  }

  static ComputationGraph rewrite(ComputationGraph graph, LayerConversion conversion) {
    return new Rewriter(conversion).rewritten(graph);
  }

  private MultiLayerNetwork rewritten(MultiLayerNetwork net) {
    MultiLayerConfiguration configuration = net.getLayerWiseConfigurations().clone();
    if (!conversion.continuesTraining()) {
      configuration.setIterationCount(0);
      configuration.setEpochCount(0);
    }
    long parameters = 0;
    for (int i = 0; i < net.getnLayers(); i++) {
      NeuralNetConfiguration layer = configuration.getConf(i);
      convert(layer, net.getLayer(i));
      parameters += layer.getLayer().initializer().numParams(layer);
    }
    MultiLayerNetwork rewritten = new MultiLayerNetwork(configuration);
    rewritten.init(zeros(parameters, net.params()), false);
    freezeAlike(net.getLayers(), rewritten.getLayers());
    StateTransfer transfer = new StateTransfer(moves);
    for (int i = 0; i < net.getnLayers(); i++) {
      transfer.parameters(net.getLayer(i), rewritten.getLayer(i));
    }
    if (conversion.continuesTraining()) {
      transfer.updaters(net.getUpdater(false), () -> rewritten.getUpdater(true));
    }
    return rewritten;
  }

  private ComputationGraph rewritten(ComputationGraph graph) {
    ComputationGraphConfiguration configuration = graph.getConfiguration().clone();
    boolean continues = conversion.continuesTraining();
    configuration.setIterationCount(continues ? graph.getIterationCount() : 0);
    configuration.setEpochCount(continues ? graph.getEpochCount() : 0);
    long parameters = 0;
    for (Map.Entry<String, GraphVertex> vertex : configuration.getVertices().entrySet()) {
      convert(vertex.getValue(), graph.getLayer(vertex.getKey()));
      parameters += vertex.getValue().numParams(true);
    }
    ComputationGraph rewritten = new ComputationGraph(configuration);
    rewritten.init(zeros(parameters, graph.params()), false);
    StateTransfer transfer = new StateTransfer(moves);
    for (org.deeplearning4j.nn.graph.vertex.GraphVertex vertex : graph.getVertices()) {
      var counterpart = rewritten.getVertex(vertex.getVertexName());
      if (vertex.hasLayer() && vertex.getLayer() instanceof FrozenLayer) {
        counterpart.setLayerAsFrozen();
      }
      transfer.parameters(vertex, counterpart);
    }
    if (continues) {
      transfer.updaters(graph.getUpdater(false), () -> rewritten.getUpdater(true));
    }
    return rewritten;
  }

  /** DL4J has flat parameters of rank 1 or 2, depending on the kind of network and its history. */
  private static INDArray zeros(long parameters, INDArray like) {
    long[] shape = like.rank() == 1 ? new long[] {parameters} : new long[] {1, parameters};
    return Nd4j.zeros(like.dataType(), shape);
  }

  private void convert(GraphVertex vertex, Layer layer) {
    if (vertex instanceof LayerVertex of) {
      convert(of.getLayerConf(), layer);
    } else if (vertex instanceof FrozenVertex frozen) {
      convert(frozen.getUnderlying(), layer);
    }
  }

  private void convert(NeuralNetConfiguration configuration, Layer layer) {
    ConvertedLayer converted =
        new ConvertedLayer(configuration.getLayer(), layer::getParam, conversion);
    configuration.setLayer(converted.configuration());
    if (!conversion.continuesTraining()) {
      configuration.setIterationCount(0);
      configuration.setEpochCount(0);
    }
    // Names of parameters; the new layer sets its own.
    configuration.clearVariables();
    moves.put(converted.configuration().getLayerName(), converted.moves());
  }

  /** A layer can be frozen without its configuration saying so. */
  private static void freezeAlike(Layer[] layers, Layer[] counterparts) {
    for (int i = 0; i < layers.length; i++) {
      if (layers[i] instanceof FrozenLayer && !(counterparts[i] instanceof FrozenLayer)) {
        counterparts[i] = new FrozenLayer(counterparts[i]);
      }
    }
  }
}
