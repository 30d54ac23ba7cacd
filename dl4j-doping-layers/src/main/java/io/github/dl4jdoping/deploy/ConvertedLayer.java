package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.deploy.LayerConversion.Converted;
import io.github.dl4jdoping.deploy.LayerConversion.ParameterMove;
import io.github.dl4jdoping.deploy.LayerConversion.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.params.BidirectionalParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/** The configuration of one network layer, converted through the wrappers around layers. */
final class ConvertedLayer {

  private final LayerConversion conversion;
  private final String name;
  private final Function<String, INDArray> parameters;
  private final Map<String, ParameterMove> moves = new HashMap<>();
  private final Layer configuration;

  /**
   * Converts a layer.
   *
   * @param layer its configuration; not changed
   * @param parameters the network layer's parameters by name
   * @param conversion the way to convert
   */
  ConvertedLayer(Layer layer, Function<String, INDArray> parameters, LayerConversion conversion) {
    this.conversion = conversion;
    this.name = layer.getLayerName();
    this.parameters = parameters;
    this.configuration = convert(layer, "");
  }

  /** A new configuration. */
  Layer configuration() {
    return configuration;
  }

  /** How parameters come about that are not copied, by name. */
  Map<String, ParameterMove> moves() {
    return moves;
  }

  /** The prefix is what wrappers put before the names of the parameters inside them. */
  private Layer convert(Layer layer, String prefix) {
    if (layer instanceof Bidirectional both) {
      Bidirectional copy = (Bidirectional) both.clone();
      copy.setFwd(convert(both.getFwd(), prefix + BidirectionalParamInitializer.FORWARD_PREFIX));
      copy.setBwd(convert(both.getBwd(), prefix + BidirectionalParamInitializer.BACKWARD_PREFIX));
      // It knows the names of the layers before.
      copy.setInitializer(null);
      return copy;
    } else if (layer instanceof BaseWrapperLayer wrapper) {
      BaseWrapperLayer copy = (BaseWrapperLayer) wrapper.clone();
      copy.setUnderlying(convert(wrapper.getUnderlying(), prefix));
      return copy;
    } else if (layer instanceof FrozenLayer frozen) {
      FrozenLayer copy = new FrozenLayer(convert(frozen.getLayer(), prefix));
      copy.setLayerName(frozen.getLayerName());
      copy.setIDropout(frozen.getIDropout());
      copy.setConstraints(frozen.getConstraints());
      return copy;
    }
    return convertInner(
        layer instanceof BaseLayer base ? ownUpdaters(base) : layer.clone(), prefix);
  }

  private Layer convertInner(Layer layer, String prefix) {
    Converted converted =
        conversion.convert(layer, new Place(name, prefix), own -> parameters.apply(prefix + own));
    converted.moves().forEach((own, move) -> moves.put(prefix + own, move));
    return converted.configuration();
  }

  /** DL4J's clones share updaters, so that setting a learning rate would change both networks. */
  private static BaseLayer ownUpdaters(BaseLayer layer) {
    BaseLayer copy = layer.clone();
    copy.setIUpdater(clone(layer.getIUpdater()));
    copy.setBiasUpdater(clone(layer.getBiasUpdater()));
    return copy;
  }

  private static IUpdater clone(IUpdater updater) {
    return updater == null ? null : updater.clone();
  }
}
