package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.conf.AbstractDopedLSTM;
import io.github.dl4jdoping.conf.MatrixPlan;
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
  private final RowMasks[] masks = {new RowMasks(), new RowMasks(), new RowMasks(), new RowMasks()};

  private BatchedRecurrence recurrence;
  private INDArray denseInput;
  private INDArray denseRecurrent;
  private WeightProduct input;
  private WeightProduct recurrent;

  LayerPass(AbstractDopedLayer<?> layer) {
    this.layer = layer;
  }

  private AbstractDopedLSTM conf() {
    return layer.layerConf();
  }

  private SequenceBuffers buffers() {
    return recurrence.buffers();
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
    if (recurrence == null || !buffers().fit(layer.dataType(), steps, batch)) {
      recurrence = newRecurrence(steps, batch);
    }
    SequenceBuffers buffers = buffers();
    buffers.x.reshape(steps, batch, buffers.inputs).assign(x);
    loadState(state.get(LSTM.STATE_KEY_PREV_ACTIVATION), buffers.step(buffers.h, 0));
    loadState(state.get(LSTM.STATE_KEY_PREV_MEMCELL), buffers.initialCell);
    loadMask(mask);
  }

  private BatchedRecurrence newRecurrence(int steps, int batch) {
    int units = Math.toIntExact(conf().getNOut());
    int inputs = Math.toIntExact(conf().getNIn());
    SequenceBuffers buffers = new SequenceBuffers(layer.dataType(), steps, batch, inputs, units);
    return new BatchedRecurrence(buffers, gates(buffers));
  }

  private Gates gates(SequenceBuffers buffers) {
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
    SequenceBuffers buffers = buffers();
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
    bindWeights(training, workspaces);
    INDArray bias = layer.parameter(DopedLSTMParamInitializer.BIAS, training, workspaces);
    recurrence.with(workspaces).forward(input, recurrent, bias);
    SequenceBuffers buffers = buffers();
    return buffers.hidden().reshape(buffers.steps, buffers.batch, buffers.units);
  }

  private void bindWeights(boolean training, LayerWorkspaceMgr workspaces) {
    DopedMatrix w = matrix(conf().plan().input(), training, workspaces);
    DopedMatrix r = matrix(conf().plan().recurrent(), training, workspaces);
    if (!training) {
      inference.update(layer.params(), w, r);
      input = new MaterialisedProduct(w, inference.input());
      recurrent = new MaterialisedProduct(r, inference.recurrent());
      return;
    }
    double rate = layer.rowDropoutRate();
    if (rate > 0 && w.plan().hasBothCoMatrices()) {
      input = new RowDropoutProduct(w, masks(0, rate), masks(1, rate));
    } else {
      denseInput = w.materialise(denseInput);
      input = new MaterialisedProduct(w, denseInput);
    }
    if (rate > 0 && r.plan().hasBothCoMatrices()) {
      recurrent = new RowDropoutProduct(r, masks(2, rate), masks(3, rate));
    } else {
      denseRecurrent = r.materialise(denseRecurrent);
      recurrent = new MaterialisedProduct(r, denseRecurrent);
    }
  }

  private DopedMatrix matrix(MatrixPlan plan, boolean training, LayerWorkspaceMgr workspaces) {
    return new DopedMatrix(
        plan, name -> layer.parameter(name, training, workspaces), layer::gradientView, conf());
  }

  private RowMasks masks(int coMatrix, double rate) {
    SequenceBuffers buffers = buffers();
    long key =
        RowDropout.key(
            layer.conf().getSeed(), layer.streamId(), coMatrix, layer.getIterationCount());
    masks[coMatrix].draw(
        key,
        rate,
        conf().getDoping().rowDropoutPerSequence() ? 1 : buffers.steps,
        buffers.batch,
        4L * buffers.units,
        buffers.type);
    return masks[coMatrix];
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
        input != null, "A backward pass needs a forward pass before it; there was none.");
    SequenceBuffers buffers = buffers();
    Matrices.rows(buffers.dh(), buffers.batch, buffers.dh().size(0))
        .reshape(buffers.steps, buffers.batch, buffers.units)
        .assign(epsilon);
    recurrence
        .with(workspaces)
        .backward(
            input,
            recurrent,
            layer.gradientView(DopedLSTMParamInitializer.BIAS),
            dx.reshape((long) buffers.steps * buffers.batch, buffers.inputs),
            Math.max(0, buffers.steps - length));
  }

  INDArray lastHidden() {
    return buffers().step(buffers().h, buffers().steps);
  }

  INDArray lastCell() {
    return buffers().lastCell;
  }

  double structureEnergyShare(MatrixPlan plan) {
    DopedMatrix matrix = matrix(plan, false, LayerWorkspaceMgr.noWorkspaces());
    if (recurrence == null) {
      return matrix.structureNormShare();
    }
    boolean isInput = plan.equals(conf().plan().input());
    return matrix.structureEnergyShare(isInput ? buffers().x : buffers().previousHidden());
  }

  int materialisations() {
    return inference.builds();
  }
}
