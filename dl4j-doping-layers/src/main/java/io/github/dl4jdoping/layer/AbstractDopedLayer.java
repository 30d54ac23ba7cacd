package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.conf.AbstractDopedLSTM;
import io.github.dl4jdoping.conf.MatrixPlan;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's view of a doped LSTM layer: formats, states, masks and dropout outside, a {@link
 * Recurrence} inside. Like every DL4J layer it is used by one thread at a time.
 *
 * <p>Truncated backpropagation starts from the state that the segment's forward pass started from,
 * in contrast to DL4J's own LSTM.
 *
 * @param <C> the layer's configuration, which says how S is stored
 */
public abstract sealed class AbstractDopedLayer<C extends AbstractDopedLSTM>
    extends BaseRecurrentLayer<C> permits DopedLSTMLayer, CompactDopedLSTMLayer {

  private final transient LayerPass pass = new LayerPass(this);

  /** False in the backward pass of a layer that is frozen and only passes the gradient on. */
  private boolean forwardInTraining;

  AbstractDopedLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /** Completes a new layer. */
  final void initialise(
      Collection<TrainingListener> listeners, int layerIndex, INDArray params, boolean initialise) {
    setListeners(listeners);
    setIndex(layerIndex);
    setParamsViewArray(params);
    setParamTable(layerConf().initializer().init(conf, params, initialise));
  }

  /** The rate of co-matrix row dropout in this iteration of training. */
  double rowDropoutRate() {
    return 0;
  }

  /** What remains of the gradient of an annealed S in this iteration of training. */
  SupportGradient supportGradient(MatrixPlan matrix) {
    return SupportGradient.ON_SUPPORT;
  }

  /** Called before the layer is used for inference. */
  void beforeInference() {}

  /** Called before the layer learns. */
  void beforeLearning() {}

  @Override
  public Type type() {
    return Type.RECURRENT;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    return forward(training, Map.of(), workspaces);
  }

  @Override
  public INDArray activate(INDArray input, boolean training, LayerWorkspaceMgr workspaces) {
    setInput(input, workspaces);
    return activate(training, workspaces);
  }

  @Override
  public INDArray rnnTimeStep(INDArray input, LayerWorkspaceMgr workspaces) {
    setInput(input, workspaces);
    INDArray output = forward(false, stateMap, workspaces);
    rnnSetPreviousState(lastState());
    return output;
  }

  @Override
  public INDArray rnnActivateUsingStoredState(
      INDArray input, boolean training, boolean storeLast, LayerWorkspaceMgr workspaces) {
    setInput(input, workspaces);
    INDArray output = forward(training, tBpttStateMap, workspaces);
    if (storeLast) {
      rnnSetTBPTTState(lastState());
    }
    return output;
  }

  private Map<String, INDArray> lastState() {
    return Map.of(
        LSTM.STATE_KEY_PREV_ACTIVATION, Matrices.detachedCopy(pass.lastHidden()),
        LSTM.STATE_KEY_PREV_MEMCELL, Matrices.detachedCopy(pass.lastCell()));
  }

  private INDArray forward(
      boolean training, Map<String, INDArray> initialState, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    requireInput();
    forwardInTraining = training;
    applyDropOutIfNecessary(training, workspaces);
    if (!training) {
      beforeInference();
    }
    pass.load(timeMajor(input), initialState, maskArray);
    INDArray hidden = pass.forward(training, workspaces);
    INDArray output =
        workspaces
            .createUninitialized(ArrayType.ACTIVATIONS, dataType, hidden.shape(), 'c')
            .assign(hidden);
    return fromTimeMajor(output);
  }

  private void requireInput() {
    long nIn = layerConf().getNIn();
    boolean nwc = getDataFormat() == RNNFormat.NWC;
    if (input.rank() != 3 || input.size(nwc ? 2 : 1) != nIn) {
      throw new DL4JInvalidInputException(
          "Expected input of shape "
              + (nwc ? "[minibatch, time, " + nIn + "]" : "[minibatch, " + nIn + ", time]")
              + ", got "
              + Arrays.toString(input.shape())
              + ". "
              + layerId());
    }
  }

  /** {@code [N, C, T]} or {@code [N, T, C]} as {@code [T, N, C]}, a view. */
  private INDArray timeMajor(INDArray sequences) {
    INDArray typed = sequences.castTo(dataType);
    return getDataFormat() == RNNFormat.NWC ? typed.permute(1, 0, 2) : typed.permute(2, 0, 1);
  }

  private INDArray fromTimeMajor(INDArray sequences) {
    return getDataFormat() == RNNFormat.NWC
        ? sequences.permute(1, 0, 2)
        : sequences.permute(1, 2, 0);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    return backward(epsilon, Integer.MAX_VALUE, workspaces);
  }

  @Override
  public Pair<Gradient, INDArray> tbpttBackpropGradient(
      INDArray epsilon, int backwardLength, LayerWorkspaceMgr workspaces) {
    return backward(epsilon, backwardLength, workspaces);
  }

  private Pair<Gradient, INDArray> backward(
      INDArray epsilon, int length, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    if (forwardInTraining) {
      beforeLearning();
    }
    INDArray x = timeMajor(input);
    INDArray dx =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, x.shape(), 'c');
    pass.backward(timeMajor(epsilon), dx, length, workspaces);
    weightNoiseParams.clear();
    Gradient gradient = new DefaultGradient();
    gradientViews.forEach(gradient::setGradientFor);
    return Pair.of(gradient, backpropDropOutIfPresent(fromTimeMajor(dx)));
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int minibatchSize) {
    // As in DL4J's LSTM: masking is up to the layers around it, unless a wrapper sets a mask.
    return Pair.of(mask, MaskState.Passthrough);
  }

  @Override
  public Gradient gradient() {
    throw new UnsupportedOperationException(
        "A doped LSTM has no layer-wise pretraining, for which gradient() is meant. " + layerId());
  }

  INDArray parameter(String name, boolean training, LayerWorkspaceMgr workspaces) {
    return getParamWithNoise(name, training, workspaces);
  }

  INDArray gradientView(String name) {
    return gradientViews.get(name);
  }

  DataType dataType() {
    return dataType;
  }

  /** Identifies this layer's stream of row masks within a network. */
  long streamId() {
    // The place in the flat parameters also tells the two directions of a Bidirectional apart.
    return paramsFlattened.offset();
  }

  /**
   * The share of the pre-activation's energy that comes from the structure, for the inputs of the
   * last pass; if there was none, for white noise.
   *
   * @param matrix one of the two matrices of this layer
   * @return a share in [0, 1], or NaN if the matrix does not have both co-matrices
   */
  public double structureEnergyShare(MatrixPlan matrix) {
    return matrix.hasBothCoMatrices() ? pass.structureEnergyShare(matrix) : Double.NaN;
  }

  /**
   * How often the matrices for inference were materialised.
   *
   * @return a count since the layer was made
   */
  public int materialisations() {
    return pass.materialisations();
  }
}
