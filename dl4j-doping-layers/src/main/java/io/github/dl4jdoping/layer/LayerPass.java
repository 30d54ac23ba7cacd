package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.conf.AbstractDopedLSTM;
import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.conf.RowDropoutTarget;
import io.github.dl4jdoping.kernel.KernelProvider;
import io.github.dl4jdoping.sparsity.RowDropout;
import java.util.Map;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One forward and backward pass of a layer, and the memory that passes share: sequence buffers,
 * materialised matrices, masks. All sequences are time-major, {@code [T, N, C]}.
 */
final class LayerPass {

  private final AbstractDopedLayer<?> layer;
  private final InferenceWeights inference = new InferenceWeights();
  private final ArrayTraining inputArrays = new ArrayTraining();
  private final ArrayTraining recurrentArrays = new ArrayTraining();
  private final OperationTraining inputOperations = new OperationTraining();
  private final OperationTraining recurrentOperations = new OperationTraining();

  private SequenceBuffers buffers;
  private ArrayBuffers arrays;
  private Gates gates;
  private Recurrence recurrence;

  LayerPass(AbstractDopedLayer<?> layer) {
    this.layer = layer;
  }

  private AbstractDopedLSTM conf() {
    return layer.layerConf();
  }

  /**
   * Copies inputs, initial state and mask into the buffers.
   *
   * @param x {@code [T, N, nIn]}
   * @param state initial state under DL4J's names, or empty for zeros
   * @param mask {@code [N, T]} or null
   */
  void load(INDArray x, Map<String, INDArray> state, INDArray mask) {
    int steps = Math.toIntExact(x.size(0));
    int batch = Math.toIntExact(x.size(1));
    if (buffers == null || !buffers.fit(layer.dataType(), steps, batch)) {
      buffers = newBuffers(steps, batch);
      arrays = null;
      gates = newGates();
    }
    buffers.x.reshape(steps, batch, buffers.inputs).assign(x);
    loadState(state.get(LSTM.STATE_KEY_PREV_ACTIVATION), buffers.step(buffers.h, 0));
    loadState(state.get(LSTM.STATE_KEY_PREV_MEMCELL), buffers.initialCell);
    loadMask(mask);
  }

  private SequenceBuffers newBuffers(int steps, int batch) {
    int units = Math.toIntExact(conf().getNOut());
    int inputs = Math.toIntExact(conf().getNIn());
    return new SequenceBuffers(layer.dataType(), steps, batch, inputs, units);
  }

  private Gates newGates() {
    IActivation activation = conf().getActivationFn();
    IActivation gateActivation = conf().getGateActivationFn();
    boolean fused =
        layer.dataType() == DataType.FLOAT
            && activation instanceof ActivationTanH
            && gateActivation instanceof ActivationSigmoid
            && Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.NATIVE_CPU;
    return fused ? new FusedGates(buffers) : new GeneralGates(buffers, activation, gateActivation);
  }

  private void loadState(INDArray from, INDArray to) {
    if (from == null) {
      to.assign(0);
      return;
    }
    Preconditions.checkState(
        from.size(0) == to.size(0),
        "The stored state is for a minibatch of %s, the input has %s examples. Call"
            + " rnnClearPreviousState() before a sequence of another minibatch size.",
        from.size(0),
        to.size(0));
    to.assign(from);
  }

  private void loadMask(INDArray mask) {
    if (mask == null) {
      buffers.mask = null;
      return;
    }
    if (buffers.mask == null) {
      buffers.mask = Matrices.detached(buffers.type, (long) buffers.steps * buffers.batch);
    }
    buffers
        .mask
        .reshape(buffers.steps, buffers.batch)
        .assign(mask.reshape(buffers.batch, buffers.steps).transpose());
  }

  /**
   * Runs forward over what was loaded.
   *
   * @param training whether dropout is on and the parameters are about to change
   * @param workspaces workspaces of the caller
   * @return hidden states {@code [T, N, H]}, a view of the buffers
   */
  INDArray forward(boolean training, LayerWorkspaceMgr workspaces) {
    DopedMatrix w = matrix(conf().plan().input(), training, workspaces);
    DopedMatrix r = matrix(conf().plan().recurrent(), training, workspaces);
    recurrence = training ? training(w, r) : inference(w, r);
    recurrence.forward(
        layer.parameter(DopedLSTMParamInitializer.BIAS, training, workspaces), workspaces);
    return buffers.hidden().reshape(buffers.steps, buffers.batch, buffers.units);
  }

  private Recurrence inference(DopedMatrix w, DopedMatrix r) {
    inference.update(layer.params(), w, r);
    WeightProduct input = new MaterialisedProduct(w, inference.input());
    WeightProduct recurrent = new MaterialisedProduct(r, inference.recurrent());
    return new OperationRecurrence(buffers, gates, input, recurrent);
  }

  private Recurrence training(DopedMatrix w, DopedMatrix r) {
    double rate = layer.rowDropoutRate();
    RowDropoutTarget target = conf().getDoping().rowDropoutOn();
    boolean onInput = rate > 0 && target.input();
    boolean onRecurrent = rate > 0 && target.recurrent();
    MaskDraw ofInput = (masks, coMatrix) -> draw(masks, coMatrix, rate);
    MaskDraw ofRecurrent = (masks, coMatrix) -> draw(masks, 2 + coMatrix, rate);
    if (gates instanceof FusedGates fused && KernelProvider.kernels().multipliesBatchesFast()) {
      arrays = arrays == null ? new ArrayBuffers(buffers) : arrays;
      return new ArrayRecurrence(
          buffers,
          arrays,
          fused,
          inputArrays.weights(w, onInput, ofInput),
          recurrentArrays.weights(r, onRecurrent, ofRecurrent));
    }
    return new OperationRecurrence(
        buffers,
        gates,
        inputOperations.product(w, onInput, ofInput),
        recurrentOperations.product(r, onRecurrent, ofRecurrent));
  }

  private DopedMatrix matrix(MatrixPlan plan, boolean training, LayerWorkspaceMgr workspaces) {
    return new DopedMatrix(
        plan,
        name -> layer.parameter(name, training, workspaces),
        layer::gradientView,
        conf(),
        layer.supportGradient(plan));
  }

  private Runnable draw(RowMasks masks, int coMatrix, double rate) {
    long key =
        RowDropout.key(
            layer.conf().getSeed(), layer.streamId(), coMatrix, layer.getIterationCount());
    return masks.drawing(
        key,
        rate,
        conf().getDoping().rowDropoutPerSequence() ? 1 : buffers.steps,
        buffers.batch,
        4L * buffers.units,
        buffers.type);
  }

  /**
   * Backpropagates through the last forward pass.
   *
   * @param epsilon gradient of the hidden states, {@code [T, N, H]}
   * @param dx receives the gradient of the inputs, {@code [T, N, nIn]}, C order
   * @param length number of steps to go back
   * @param workspaces workspaces of the caller
   */
  void backward(INDArray epsilon, INDArray dx, int length, LayerWorkspaceMgr workspaces) {
    Preconditions.checkState(
        recurrence != null, "A backward pass needs a forward pass before it; there was none.");
    Matrices.rows(buffers.dh(), buffers.batch, buffers.dh().size(0))
        .reshape(buffers.steps, buffers.batch, buffers.units)
        .assign(epsilon);
    recurrence.backward(
        layer.gradientView(DopedLSTMParamInitializer.BIAS),
        dx.reshape((long) buffers.steps * buffers.batch, buffers.inputs),
        Math.max(0, buffers.steps - length),
        workspaces);
  }

  INDArray lastHidden() {
    return buffers.step(buffers.h, buffers.steps);
  }

  INDArray lastCell() {
    return buffers.lastCell;
  }

  double structureEnergyShare(MatrixPlan plan) {
    DopedMatrix matrix = matrix(plan, false, LayerWorkspaceMgr.noWorkspaces());
    if (buffers == null) {
      return matrix.structureNormShare();
    }
    boolean isInput = plan.equals(conf().plan().input());
    return matrix.structureEnergyShare(isInput ? buffers.x : buffers.previousHidden());
  }

  int materialisations() {
    return inference.builds();
  }
}
