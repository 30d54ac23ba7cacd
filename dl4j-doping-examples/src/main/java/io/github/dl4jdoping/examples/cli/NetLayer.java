package io.github.dl4jdoping.examples.cli;

import io.github.dl4jdoping.conf.AbstractDopedLSTM;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BidirectionalParamInitializer;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A layer with parameters of a network, wherever wrappers put it.
 *
 * @param layer the layer's name
 * @param direction of a Bidirectional, after a space; otherwise empty
 * @param conf its configuration, without wrappers
 * @param parameters how many it has
 * @param state what compression would do with it
 */
record NetLayer(String layer, String direction, Layer conf, long parameters, State state) {

  /** What compression can do with a layer. */
  enum State {
    /** An LSTM with as many weights as dense matrices have. */
    COMPRESSIBLE("can be compressed"),
    /** A doped LSTM with fewer, compact or not. */
    DOPED("doped already"),
    /** An LSTM whose gates see the cell's state. */
    PEEPHOLES("has peepholes: stays"),
    /** Any other layer. */
    OTHER("stays");

    private final String text;

    State(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * The layers of a network, in its order.
   *
   * @param net a MultiLayerNetwork or a ComputationGraph
   * @return those with parameters
   */
  static List<NetLayer> of(Model net) {
    List<NetLayer> found = new ArrayList<>();
    for (org.deeplearning4j.nn.api.Layer layer : layers(net)) {
      Layer conf = layer.conf().getLayer();
      add(found, conf, conf.getLayerName(), "", layer::getParam, layer.numParams());
    }
    return found;
  }

  private static org.deeplearning4j.nn.api.Layer[] layers(Model net) {
    return net instanceof ComputationGraph graph
        ? graph.getLayers()
        : ((MultiLayerNetwork) net).getLayers();
  }

  private static void add(
      List<NetLayer> found,
      Layer wrapped,
      String layer,
      String direction,
      Function<String, INDArray> parameters,
      long count) {
    if (withoutWrappers(wrapped) instanceof Bidirectional both) {
      Function<String, INDArray> forward = inside(parameters, true);
      Function<String, INDArray> backward = inside(parameters, false);
      add(found, both.getFwd(), layer, direction + " forward", forward, count / 2);
      add(found, both.getBwd(), layer, direction + " backward", backward, count / 2);
    } else if (count > 0) {
      Layer conf = unwrapped(wrapped);
      found.add(new NetLayer(layer, direction, conf, count, state(conf, parameters)));
    }
  }

  private static Function<String, INDArray> inside(
      Function<String, INDArray> parameters, boolean forward) {
    String prefix =
        forward
            ? BidirectionalParamInitializer.FORWARD_PREFIX
            : BidirectionalParamInitializer.BACKWARD_PREFIX;
    return name -> parameters.apply(prefix + name);
  }

  /** What is inside wrappers that have one layer; a Bidirectional has two. */
  private static Layer withoutWrappers(Layer layer) {
    if (layer instanceof BaseWrapperLayer wrapper) {
      return withoutWrappers(wrapper.getUnderlying());
    }
    return layer instanceof FrozenLayer frozen ? withoutWrappers(frozen.getLayer()) : layer;
  }

  /**
   * What is inside wrappers.
   *
   * @param layer wrapped or not
   * @return the innermost layer; of a Bidirectional the forward one
   */
  static Layer unwrapped(Layer layer) {
    Layer inner = withoutWrappers(layer);
    return inner instanceof Bidirectional both ? unwrapped(both.getFwd()) : inner;
  }

  private static State state(Layer conf, Function<String, INDArray> parameters) {
    if (conf instanceof AbstractDopedLSTM doped) {
      return doped.plan().parameterFactor() > 1 ? State.DOPED : State.COMPRESSIBLE;
    }
    if (!(conf instanceof AbstractLSTM lstm)) {
      return State.OTHER;
    }
    INDArray recurrent = parameters.apply(LSTMParamInitializer.RECURRENT_WEIGHT_KEY);
    long gates = 4 * lstm.getNOut();
    if (recurrent.size(1) == gates) {
      return State.COMPRESSIBLE;
    }
    INDArray peepholes =
        recurrent.get(NDArrayIndex.all(), NDArrayIndex.interval(gates, recurrent.size(1)));
    boolean used = peepholes.normmaxNumber().doubleValue() > 0;
    return used ? State.PEEPHOLES : State.COMPRESSIBLE;
  }

  /** The number of entries of the dense input matrix of an LSTM, 0 for other layers. */
  long inputWeights() {
    return conf instanceof AbstractLSTM lstm ? 4 * lstm.getNIn() * lstm.getNOut() : 0;
  }

  /** The number of entries of the dense recurrent matrix of an LSTM, 0 for other layers. */
  long recurrentWeights() {
    return conf instanceof AbstractLSTM lstm ? 4 * lstm.getNOut() * lstm.getNOut() : 0;
  }
}
