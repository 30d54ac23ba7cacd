package io.github.dl4jdoping.layer;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The recurrence by ND4J operations: for every data type, activation function and backend. */
@SuppressWarnings("try") // workspaces are left by closing them
final class OperationRecurrence implements Recurrence {

  private final SequenceBuffers buffers;
  private final Gates gates;
  private final WeightProduct input;
  private final WeightProduct recurrent;

  /**
   * The recurrence of one pass.
   *
   * @param buffers sequences
   * @param gates the elementwise part, for the same buffers
   * @param input product with the input matrix
   * @param recurrent product with the recurrent matrix
   */
  OperationRecurrence(
      SequenceBuffers buffers, Gates gates, WeightProduct input, WeightProduct recurrent) {
    this.buffers = buffers;
    this.gates = gates;
    this.input = input;
    this.recurrent = recurrent;
  }

  @Override
  public void forward(INDArray bias, LayerWorkspaceMgr workspaces) {
    buffers.z().assign(0);
    buffers.z().addiRowVector(bias);
    input.addProduct(buffers.x, 0, buffers.z());
    gates.start();
    for (int t = 0; t < buffers.steps; t++) {
      try (MemoryWorkspace ignored =
          workspaces.notifyScopeEntered(ArrayType.RNN_FF_LOOP_WORKING_MEM)) {
        INDArray before = buffers.step(buffers.h, t);
        recurrent.addProduct(before, (long) t * buffers.batch, buffers.step(buffers.z(), t));
        gates.forward(t);
      }
    }
    gates.finish();
  }

  @Override
  public void backward(
      INDArray biasGradient, INDArray dx, int firstStep, LayerWorkspaceMgr workspaces) {
    INDArray dz = buffers.dz();
    if (firstStep > 0) {
      Matrices.rows(dz, 0, (long) firstStep * buffers.batch).assign(0);
    }
    gates.startBackward();
    for (int t = buffers.steps - 1; t >= firstStep; t--) {
      try (MemoryWorkspace ignored =
          workspaces.notifyScopeEntered(ArrayType.RNN_BP_LOOP_WORKING_MEM)) {
        gates.backward(t);
        if (t > firstStep) {
          INDArray dzOfStep = buffers.step(dz, t);
          recurrent.addTransposed(
              dzOfStep, (long) t * buffers.batch, buffers.step(buffers.dh(), t));
        }
      }
    }
    recurrent.pullBack(buffers.previousHidden(), dz);
    input.pullBack(buffers.x, dz);
    biasGradient.assign(dz.sum(0));
    dx.assign(0);
    input.addTransposed(dz, 0, dx);
  }
}
