package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.conf.AbstractDopedLSTM;
import io.github.dl4jdoping.deploy.LayerConversion.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
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

/** The LSTMs of a network that can be compressed, and the layers that cannot. */
final class LstmSites {

  private final Set<String> excepted;
  private final List<LstmSite> sites = new ArrayList<>();
  private final List<LeftAlone> leftAlone = new ArrayList<>();

  /**
   * Searches a network.
   *
   * @param net a MultiLayerNetwork or a ComputationGraph
   * @param excepted names of layers to leave alone
   * @throws IllegalArgumentException if the network has no layer of such a name
   */
  LstmSites(Model net, Set<String> excepted) {
    this.excepted = excepted;
    Set<String> unknown = new HashSet<>(excepted);
    for (org.deeplearning4j.nn.api.Layer layer : layers(net)) {
      Layer conf = layer.conf().getLayer();
      unknown.remove(conf.getLayerName());
      Place place = new Place(conf.getLayerName(), "");
      visit(conf, conf.getLayerName(), place, false, layer::getParam, layer.numParams());
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "except(...) names layers that the network does not have: " + unknown + ".");
    }
  }

  private static org.deeplearning4j.nn.api.Layer[] layers(Model net) {
    return net instanceof MultiLayerNetwork network
        ? network.getLayers()
        : ((ComputationGraph) net).getLayers();
  }

  List<LstmSite> sites() {
    return sites;
  }

  List<LeftAlone> leftAlone() {
    return leftAlone;
  }

  private void visit(
      Layer conf,
      String name,
      Place place,
      boolean backward,
      Function<String, INDArray> parameters,
      long count) {
    if (conf instanceof Bidirectional both) {
      String layer = place.layer();
      Place forward = inside(layer, place, BidirectionalParamInitializer.FORWARD_PREFIX);
      Place back = inside(layer, place, BidirectionalParamInitializer.BACKWARD_PREFIX);
      visit(both.getFwd(), name + " forward", forward, backward, parameters, count / 2);
      visit(both.getBwd(), name + " backward", back, !backward, parameters, count / 2);
    } else if (conf instanceof BaseWrapperLayer wrapper) {
      visit(wrapper.getUnderlying(), name, place, backward, parameters, count);
    } else if (conf instanceof FrozenLayer frozen) {
      visit(frozen.getLayer(), name, place, backward, parameters, count);
    } else if (count > 0) {
      take(conf, name, place, backward, own -> parameters.apply(place.prefix() + own), count);
    }
  }

  private static Place inside(String layer, Place place, String prefix) {
    return new Place(layer, place.prefix() + prefix);
  }

  private void take(
      Layer conf,
      String name,
      Place place,
      boolean backward,
      Function<String, INDArray> parameters,
      long count) {
    String reason = reasonAgainst(conf, place, parameters);
    if (reason == null) {
      sites.add(new LstmSite(name, place, backward, (AbstractLSTM) conf, parameters));
    } else {
      leftAlone.add(new LeftAlone(name, conf.getClass().getSimpleName(), count, reason));
    }
  }

  private String reasonAgainst(Layer conf, Place place, Function<String, INDArray> parameters) {
    if (excepted.contains(place.layer())) {
      return "excepted";
    }
    if (conf instanceof AbstractDopedLSTM doped) {
      return doped.plan().parameterFactor() > 1 ? "doped already" : null;
    }
    if (conf instanceof LSTM) {
      return null;
    }
    if (conf instanceof AbstractLSTM lstm) {
      return hasPeepholes(lstm, parameters) ? "has peepholes" : null;
    }
    return "not an LSTM";
  }

  /** GravesLSTM keeps them in three more columns of the recurrent weights. */
  private static boolean hasPeepholes(AbstractLSTM lstm, Function<String, INDArray> parameters) {
    INDArray weights = parameters.apply(LSTMParamInitializer.RECURRENT_WEIGHT_KEY);
    long gates = 4 * lstm.getNOut();
    INDArray peepholes =
        weights.get(NDArrayIndex.all(), NDArrayIndex.interval(gates, weights.size(1)));
    return peepholes.normmaxNumber().doubleValue() > 0;
  }
}
