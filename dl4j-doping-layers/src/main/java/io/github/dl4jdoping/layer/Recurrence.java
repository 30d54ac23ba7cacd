package io.github.dl4jdoping.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The recurrence of an LSTM over whole sequences. Inputs and results are in the {@link
 * SequenceBuffers} that an implementation was made for.
 */
interface Recurrence {

  /**
   * Runs from the initial state over all steps; x, the initial state and the mask are in the buffers,
   * and so are the hidden states and the last cell state afterwards.
   *
   * @param input product with the input matrix
   * @param recurrent product with the recurrent matrix
   * @param bias {@code [4H]}
   */
  void forward(WeightProduct input, WeightProduct recurrent, INDArray bias);

  /**
   * Backpropagates through the steps of the last forward pass, from the last to {@code firstStep},
   * and writes all parameter gradients. The gradients of the hidden states are in the buffers.
   *
   * @param input as in the forward pass
   * @param recurrent as in the forward pass
   * @param biasGradient receives dL/db, {@code [4H]}
   * @param dx receives dL/dx, {@code [T N, nIn]}, C order
   * @param firstStep steps before this one are left out, as truncated backpropagation asks
   */
  void backward(
      WeightProduct input,
      WeightProduct recurrent,
      INDArray biasGradient,
      INDArray dx,
      int firstStep);
}
