package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.conf.AbstractDopedLSTM;
import io.github.dl4jdoping.conf.CompactDopedLSTM;
import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.sparsity.MagnitudePruning;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A doped LSTM inside a network, wherever wrappers put it, compact or not.
 *
 * @param name the layer's name, for a Bidirectional with the direction
 * @param conf its configuration in the running network
 * @param parameters its parameters by name, views of the network's
 * @param implementation the layer itself, or null inside a Bidirectional, which does not show its
 *     layers
 * @param frozen whether it is kept from learning
 */
public record DopedLayer(
    String name,
    AbstractDopedLSTM conf,
    Function<String, INDArray> parameters,
    AbstractDopedLayer<?> implementation,
    boolean frozen) {

  /**
   * The doped layers of a network, in order.
   *
   * @param model a MultiLayerNetwork or a ComputationGraph
   * @return possibly none
   * @throws IllegalArgumentException if the model is of another kind
   */
  public static List<DopedLayer> in(Model model) {
    List<DopedLayer> found = new ArrayList<>();
    for (Layer layer : layers(model)) {
      org.deeplearning4j.nn.conf.layers.Layer conf = layer.conf().getLayer();
      collect(conf, conf.getLayerName(), layer, layer::getParam, isFrozen(layer), found);
    }
    return List.copyOf(found);
  }

  /**
   * Whether a model is of a kind that {@link #in} looks into. DL4J calls listeners with other models
   * too, such as a single layer that is pretrained.
   *
   * @param model any model
   * @return true for a MultiLayerNetwork and a ComputationGraph
   */
  public static boolean isNetwork(Model model) {
    return model instanceof MultiLayerNetwork || model instanceof ComputationGraph;
  }

  private static Layer[] layers(Model model) {
    if (model instanceof MultiLayerNetwork network) {
      return network.getLayers();
    }
    if (model instanceof ComputationGraph graph) {
      return graph.getLayers();
    }
    throw new IllegalArgumentException(
        "Expected a MultiLayerNetwork or a ComputationGraph, got "
            + (model == null ? null : model.getClass().getName())
            + ".");
  }

  private static void collect(
      org.deeplearning4j.nn.conf.layers.Layer conf,
      String name,
      Layer layer,
      Function<String, INDArray> parameters,
      boolean frozen,
      List<DopedLayer> found) {
    if (conf instanceof AbstractDopedLSTM doped) {
      found.add(new DopedLayer(name, doped, parameters, implementation(layer), frozen));
    } else if (conf instanceof Bidirectional both) {
      collect(
          both.getFwd(), name + " forward", null, k -> parameters.apply("f" + k), frozen, found);
      collect(
          both.getBwd(), name + " backward", null, k -> parameters.apply("b" + k), frozen, found);
    } else if (conf instanceof BaseWrapperLayer wrapper) {
      boolean freezes = frozen || conf instanceof FrozenLayerWithBackprop;
      collect(wrapper.getUnderlying(), name, layer, parameters, freezes, found);
    } else if (conf instanceof FrozenLayer wrapper) {
      collect(wrapper.getLayer(), name, layer, parameters, true, found);
    }
  }

  /** Asks the layer itself, since a frozen layer shows the configuration of the layer inside it. */
  private static boolean isFrozen(Layer layer) {
    Layer inner = layer;
    while (inner instanceof org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer wrapper) {
      if (inner instanceof org.deeplearning4j.nn.layers.FrozenLayer
          || inner instanceof org.deeplearning4j.nn.layers.FrozenLayerWithBackprop) {
        return true;
      }
      inner = wrapper.getUnderlying();
    }
    return false;
  }

  private static AbstractDopedLayer<?> implementation(Layer layer) {
    Layer inner = layer;
    while (inner instanceof org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer wrapper) {
      inner = wrapper.getUnderlying();
    }
    return inner instanceof AbstractDopedLayer<?> doped ? doped : null;
  }

  /**
   * Whether the layer is in its compact form.
   *
   * @return true if S is stored as the values on a fixed support
   */
  public boolean isCompact() {
    return conf instanceof CompactDopedLSTM;
  }

  /**
   * The doping matrix of one of the layer's weight matrices.
   *
   * @param matrix the plan of a doped matrix
   * @return S, or its values if the layer is compact: a view of the network's parameters
   */
  public INDArray doping(MatrixPlan matrix) {
    return parameters.apply(matrix.dopingName());
  }

  /**
   * The number of entries of one of the layer's doping matrices that are not zero, or, in a compact
   * layer, that are on the support.
   *
   * @param matrix one of the layer's matrices
   * @return a count; 0 if it is not doped
   */
  public long nonZeros(MatrixPlan matrix) {
    if (!matrix.doped()) {
      return 0;
    }
    return conf instanceof CompactDopedLSTM compact
        ? compact.support(matrix).size()
        : MagnitudePruning.nonZeros(doping(matrix));
  }

  /**
   * The share of the pre-activation's energy that comes from the structure, for the inputs of the
   * last pass where they are known, otherwise for white noise.
   *
   * @param matrix one of the layer's matrices
   * @return a share in [0, 1], or NaN if the matrix does not have both co-matrices
   */
  public double structureEnergyShare(MatrixPlan matrix) {
    if (!matrix.hasBothCoMatrices()) {
      return Double.NaN;
    }
    return implementation == null
        ? new DopedMatrix(matrix, parameters, null, conf).structureNormShare()
        : implementation.structureEnergyShare(matrix);
  }
}
