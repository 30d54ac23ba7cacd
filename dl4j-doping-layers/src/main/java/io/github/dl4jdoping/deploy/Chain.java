package io.github.dl4jdoping.deploy;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;

/** The layers of a network, one after the other. */
final class Chain {

  private Chain() {}

  /**
   * The layers of a network.
   *
   * @throws IllegalArgumentException if it is of another kind, not in single precision, or a graph
   *     that is no chain
   */
  static List<NetLayer> of(Model net) {
    if (net instanceof MultiLayerNetwork network) {
      requireFloat(network.getLayerWiseConfigurations().getDataType());
      return of(network);
    }
    if (net instanceof ComputationGraph graph) {
      requireFloat(graph.getConfiguration().getDataType());
      return of(graph);
    }
    throw new IllegalArgumentException(
        "A MultiLayerNetwork or a ComputationGraph can be exported; got "
            + (net == null ? null : net.getClass().getName())
            + ".");
  }

  static long seed(Model net) {
    return net.conf().getSeed();
  }

  private static void requireFloat(DataType type) {
    if (type != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "Networks in single precision can be exported; this one has "
              + type
              + ". Call net.convertDataType(DataType.FLOAT) first.");
    }
  }

  /** Configurations are those of the network: a running layer may show that of the one inside. */
  private static List<NetLayer> of(MultiLayerNetwork net) {
    List<NetLayer> chain = new ArrayList<>();
    for (int i = 0; i < net.getnLayers(); i++) {
      var conf = net.getLayerWiseConfigurations().getConf(i).getLayer();
      chain.add(
          new NetLayer(
              conf.getLayerName(),
              conf,
              net.getLayer(i)::getParam,
              net.getLayerWiseConfigurations().getInputPreProcess(i)));
    }
    return chain;
  }

  private static List<NetLayer> of(ComputationGraph graph) {
    requireChain(graph.getConfiguration());
    List<NetLayer> chain = new ArrayList<>();
    for (int index : graph.topologicalSortOrder()) {
      String name = graph.getVertices()[index].getVertexName();
      GraphVertex vertex = graph.getConfiguration().getVertices().get(name);
      if (vertex != null) {
        chain.add(layer(graph, name, vertex));
      }
    }
    return chain;
  }

  /** With one input, one output and one input for each vertex, every vertex lies on one line. */
  private static void requireChain(ComputationGraphConfiguration conf) {
    List<String> followed = new ArrayList<>();
    conf.getVertexInputs().values().forEach(followed::addAll);
    boolean chain =
        conf.getNetworkInputs().size() == 1
            && conf.getNetworkOutputs().size() == 1
            && conf.getVertexInputs().values().stream().allMatch(inputs -> inputs.size() == 1)
            && followed.stream().distinct().count() == followed.size();
    if (!chain) {
      throw new IllegalArgumentException(
          "A graph that can be exported is a chain of vertices from one input to one output; this"
              + " one has inputs "
              + conf.getNetworkInputs()
              + ", outputs "
              + conf.getNetworkOutputs()
              + " and edges into "
              + conf.getVertexInputs()
              + ".");
    }
  }

  private static NetLayer layer(ComputationGraph graph, String name, GraphVertex vertex) {
    if (vertex instanceof FrozenVertex frozen) {
      return layer(graph, name, frozen.getUnderlying());
    } else if (vertex instanceof LayerVertex of) {
      return new NetLayer(
          name, of.getLayerConf().getLayer(), graph.getLayer(name)::getParam, of.getPreProcessor());
    } else if (vertex instanceof LastTimeStepVertex) {
      return new NetLayer(name, null, parameter -> null, null);
    }
    throw new IllegalArgumentException(
        "Vertex \""
            + name
            + "\" is a "
            + vertex.getClass().getSimpleName()
            + ", which cannot be exported. Vertices that can be are layers and LastTimeStepVertex.");
  }
}
