package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.conf.AbstractDopedLSTM;
import io.github.dl4jdoping.support.Support;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One way between a doped layer and its compact form. */
interface LayerConversion {

  /**
   * Converts a layer's configuration.
   *
   * @param layer a configuration that may be kept
   * @param parameters the layer's parameters by name
   * @return the converted configuration, or the same one if there is nothing to convert
   */
  AbstractDopedLSTM convert(AbstractDopedLSTM layer, Function<String, INDArray> parameters);

  /**
   * The supports that the compact side of a converted layer has.
   *
   * @param before the layer
   * @param after what {@link #convert} made of it
   * @return supports by the name of their doping parameter
   */
  Map<String, Support> supports(AbstractDopedLSTM before, AbstractDopedLSTM after);

  /**
   * Moves a doping parameter, or a part of the updater's state that belongs to it.
   *
   * @param support its support
   * @param from the array before
   * @param to receives the array after, all zeros
   */
  void move(Support support, INDArray from, INDArray to);
}
