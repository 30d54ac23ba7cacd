package io.github.dl4jdoping.examples.cli;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * What a network takes in each time step.
 *
 * @param width how many numbers, or {@link #ANY_WIDTH} if that cannot be told
 * @param vocabulary if the number is the index of an embedding, how many there are; otherwise 0
 * @param rank of the array of a batch: 2 for {@code [N, T]}, otherwise 3
 * @param timeSecond whether a batch is {@code [N, T, width]} and not {@code [N, width, T]}
 */
record NetInput(int width, int vocabulary, int rank, boolean timeSecond) {

  /** The width of an input whose first layer does not say. */
  static final int ANY_WIDTH = 0;

  /**
   * The input of a network.
   *
   * @param net a MultiLayerNetwork or a ComputationGraph
   * @return what it takes
   * @throws IllegalArgumentException if it has several inputs
   */
  static NetInput of(Model net) {
    if (net instanceof ComputationGraph graph) {
      return of(graph);
    }
    MultiLayerNetwork network = (MultiLayerNetwork) net;
    return of(
        network.getLayer(0).conf().getLayer(),
        network.getLayerWiseConfigurations().getInputPreProcess(0));
  }

  private static NetInput of(ComputationGraph graph) {
    List<String> inputs = graph.getConfiguration().getNetworkInputs();
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "A CSV file holds one input, and this graph has "
              + inputs
              + ". Calibrate it in Java: Compression.of(graph).calibrate(MultiDataSetIterator).");
    }
    Map<String, List<String>> sources = graph.getConfiguration().getVertexInputs();
    return graph.getConfiguration().getVertices().entrySet().stream()
        .filter(vertex -> sources.get(vertex.getKey()).contains(inputs.get(0)))
        .filter(vertex -> vertex.getValue() instanceof LayerVertex)
        .map(vertex -> (LayerVertex) vertex.getValue())
        .map(vertex -> of(vertex.getLayerConf().getLayer(), vertex.getPreProcessor()))
        .findFirst()
        .orElse(new NetInput(ANY_WIDTH, 0, 3, false));
  }

  private static NetInput of(Layer wrapped, InputPreProcessor preProcessor) {
    Layer layer = NetLayer.unwrapped(wrapped);
    boolean timeSecond = format(layer, preProcessor) == RNNFormat.NWC;
    if (layer instanceof EmbeddingSequenceLayer embedding) {
      return new NetInput(1, Math.toIntExact(embedding.getNIn()), 2, timeSecond);
    }
    if (layer instanceof EmbeddingLayer embedding) {
      return new NetInput(1, Math.toIntExact(embedding.getNIn()), 3, timeSecond);
    }
    long inputs = layer instanceof FeedForwardLayer of ? of.getNIn() : ANY_WIDTH;
    return new NetInput(Math.toIntExact(inputs), 0, 3, timeSecond);
  }

  private static RNNFormat format(Layer layer, InputPreProcessor preProcessor) {
    if (preProcessor instanceof RnnToFeedForwardPreProcessor toRows) {
      return toRows.getRnnDataFormat();
    }
    if (layer instanceof Convolution1DLayer convolution) {
      return convolution.getRnnDataFormat();
    }
    return layer instanceof BaseRecurrentLayer recurrent
        ? recurrent.getRnnDataFormat()
        : RNNFormat.NCW;
  }

  /** Whether the number is the index of an embedding. */
  boolean isIndex() {
    return vocabulary > 0;
  }
}
