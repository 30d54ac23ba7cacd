package io.github.dl4jdoping.deploy;

import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A way to make other layers of the layers of a network. */
interface LayerConversion {

  /**
   * Converts a layer that is no wrapper.
   *
   * @param layer its configuration, which may be kept
   * @param place where it is: the name of the network's layer, and what wrappers put before the names
   *     of the parameters inside them
   * @param parameters its parameters by their own names
   * @return what becomes of it
   */
  Converted convert(Layer layer, Place place, Function<String, INDArray> parameters);

  /**
   * Whether the new network goes on where the old one stands: with the state of its updaters, and
   * counting iterations and epochs on.
   *
   * @return false if its training starts anew
   */
  boolean continuesTraining();

  /**
   * Where a layer is.
   *
   * @param layer the name of the network's layer
   * @param prefix of the names of its parameters in that layer, empty outside a Bidirectional
   */
  record Place(String layer, String prefix) {}

  /**
   * A converted layer.
   *
   * @param configuration the configuration
   * @param moves how its parameters come about, by name; those that are not named are copied from the
   *     parameter of that name
   */
  record Converted(Layer configuration, Map<String, ParameterMove> moves) {

    /** A layer that stays what it is. */
    static Converted unchanged(Layer layer) {
      return new Converted(layer, Map.of());
    }
  }

  /** Fills a parameter, or a part of the updater's state that belongs to it. */
  @FunctionalInterface
  interface ParameterMove {

    /**
     * Fills an array.
     *
     * @param from the array of that name before, or null if there was none
     * @param to the array after, all zeros
     */
    void move(INDArray from, INDArray to);
  }
}
