package io.github.dl4jdoping.pytorch;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.params.BidirectionalParamInitializer;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer of a network that weights are copied into. */
final class TargetLayer {

  private static final List<String> STOCK_NAMES =
      List.of(
          LSTMParamInitializer.INPUT_WEIGHT_KEY,
          LSTMParamInitializer.RECURRENT_WEIGHT_KEY,
          LSTMParamInitializer.BIAS_KEY);

  /** The sparse part and the bias: all that a doped layer without a structure has. */
  private static final List<String> DOPED_NAMES = List.of("SW", "SR", "b");

  private static final List<String> ONE_WAY = List.of("");
  private static final List<String> BOTH_WAYS =
      List.of(
          BidirectionalParamInitializer.FORWARD_PREFIX,
          BidirectionalParamInitializer.BACKWARD_PREFIX);

  private final Layer layer;
  private final org.deeplearning4j.nn.conf.layers.Layer conf;

  TargetLayer(Layer layer) {
    this.layer = layer;
    this.conf = unwrapped(layer.conf().getLayer());
  }

  /** Whether a layer is any LSTM, wrapped or not, even one that cannot take weights. */
  static boolean isLstm(Layer layer) {
    return direction(unwrapped(layer.conf().getLayer())) instanceof AbstractLSTM;
  }

  private static org.deeplearning4j.nn.conf.layers.Layer unwrapped(
      org.deeplearning4j.nn.conf.layers.Layer conf) {
    if (conf instanceof BaseWrapperLayer wrapper) {
      return unwrapped(wrapper.getUnderlying());
    }
    return conf instanceof FrozenLayer frozen ? unwrapped(frozen.getLayer()) : conf;
  }

  private static org.deeplearning4j.nn.conf.layers.Layer direction(
      org.deeplearning4j.nn.conf.layers.Layer conf) {
    return conf instanceof Bidirectional both ? unwrapped(both.getFwd()) : conf;
  }

  /**
   * Checks whether weights fit.
   *
   * @param weights of each direction, forward first
   * @throws IllegalArgumentException if not
   */
  void check(List<LstmWeights> weights) {
    org.deeplearning4j.nn.conf.layers.Layer direction = direction(conf);
    require(
        direction instanceof LSTM || direction instanceof DopedLSTM,
        "is a " + direction.getClass().getSimpleName() + "; LSTM and DopedLSTM take weights");
    checkDirections(weights.size());
    checkActivations((AbstractLSTM) direction);
    if (direction instanceof DopedLSTM doped) {
      checkDoped(doped.getDoping());
    }
    checkShapes(weights);
  }

  private void checkDirections(int directions) {
    require(
        directions == directions().size(),
        "has "
            + directions().size()
            + " and the PyTorch LSTM "
            + directions
            + " of the directions forward and backward; Bidirectional layers have both");
    require(
        !(conf instanceof Bidirectional both) || both.getMode() == Bidirectional.Mode.CONCAT,
        "combines its directions otherwise than by CONCAT, as PyTorch does");
  }

  private void checkActivations(AbstractLSTM lstm) {
    require(
        lstm.getActivationFn() instanceof ActivationTanH
            && lstm.getGateActivationFn() instanceof ActivationSigmoid,
        "has the activation "
            + lstm.getActivationFn()
            + " and "
            + lstm.getGateActivationFn()
            + " for its gates; PyTorch's are tanh and sigmoid, so configure"
            + " .activation(Activation.TANH)");
  }

  private void checkDoped(Doping doping) {
    require(
        doping.initialDensity() == 1,
        "starts with the density " + doping.initialDensity() + ", and trained weights are dense");
    Set<String> names = layer.paramTable().keySet();
    for (String direction : directions()) {
      for (String name : DOPED_NAMES) {
        require(names.contains(direction + name), notPlain(names));
      }
    }
    require(names.size() == DOPED_NAMES.size() * directions().size(), notPlain(names));
  }

  private static String notPlain(Set<String> names) {
    return "has the parameters "
        + names
        + "; a DopedLSTM that takes weights has no structure, Unstructured.none(), and a doping,"
        + " as Doping.dense()";
  }

  private void checkShapes(List<LstmWeights> weights) {
    for (int i = 0; i < weights.size(); i++) {
      checkShape(i, 0, weights.get(i).input());
      checkShape(i, 1, weights.get(i).recurrent());
      checkShape(i, 2, weights.get(i).bias());
    }
  }

  private void checkShape(int direction, int parameter, INDArray value) {
    String name = directions().get(direction) + names().get(parameter);
    INDArray target = layer.getParam(name);
    boolean same =
        parameter == 2
            ? target.length() == value.length()
            : Arrays.equals(target.shape(), value.shape());
    require(
        same,
        "has "
            + name
            + " "
            + Arrays.toString(target.shape())
            + ", and the PyTorch LSTM's is "
            + Arrays.toString(value.shape()));
  }

  /** Copies weights that were checked. */
  void assign(List<LstmWeights> weights) {
    for (int i = 0; i < weights.size(); i++) {
      String direction = directions().get(i);
      layer.getParam(direction + names().get(0)).assign(weights.get(i).input());
      layer.getParam(direction + names().get(1)).assign(weights.get(i).recurrent());
      INDArray bias = layer.getParam(direction + names().get(2));
      bias.assign(weights.get(i).bias().reshape(bias.shape()));
    }
  }

  private List<String> directions() {
    return conf instanceof Bidirectional ? BOTH_WAYS : ONE_WAY;
  }

  private List<String> names() {
    return direction(conf) instanceof DopedLSTM ? DOPED_NAMES : STOCK_NAMES;
  }

  private void require(boolean condition, String problem) {
    if (!condition) {
      String name = layer.conf().getLayer().getLayerName();
      throw new IllegalArgumentException(
          "Layer " + (name == null ? layer.getIndex() : '"' + name + '"') + " " + problem + ".");
    }
  }
}
