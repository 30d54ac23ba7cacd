package io.github.dl4jdoping.layer;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The recurrence of an LSTM over whole sequences, with as few and as large products as it allows: the
 * input product for all time steps at once, one product per step for the recurrence, and each weight
 * gradient in one product over all steps. Inputs and results are in the {@link SequenceBuffers} that
 * an implementation was made for.
 */
interface Recurrence {

  /**
   * Runs from the initial state over all steps; x, the initial state and the mask are in the buffers,
   * and so are the hidden states and the last cell state afterwards.
   *
   * @param bias {@code [4H]}
   * @param workspaces of the caller
   */
  void forward(INDArray bias, LayerWorkspaceMgr workspaces);

  /**
   * Backpropagates through the steps of the last forward pass, from the last to {@code firstStep},
   * and writes all parameter gradients. The gradients of the hidden states are in the buffers.
   *
   * @param biasGradient receives dL/db, {@code [4H]}
   * @param dx receives dL/dx, {@code [T N, nIn]}, C order
   * @param firstStep steps before this one are left out, as truncated backpropagation asks
   * @param workspaces of the caller
   */
  void backward(INDArray biasGradient, INDArray dx, int firstStep, LayerWorkspaceMgr workspaces);
}
