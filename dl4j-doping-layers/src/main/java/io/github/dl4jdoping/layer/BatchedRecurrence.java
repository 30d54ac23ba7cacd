package io.github.dl4jdoping.layer;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The recurrence with as few and as large products as it allows: the input product for all time
 * steps at once, one product per step for the recurrence, and each weight gradient in one product
 * over all steps.
 */
@SuppressWarnings("try") // workspaces are left by closing them
final class BatchedRecurrence implements Recurrence {

  private final SequenceBuffers buffers;
  private final Gates gates;
  private LayerWorkspaceMgr workspaces;

  BatchedRecurrence(SequenceBuffers buffers, Gates gates) {
    this.buffers = buffers;
    this.gates = gates;
  }

  SequenceBuffers buffers() {
    return buffers;
  }

  /** Sets the workspaces for the small arrays inside a step. */
  BatchedRecurrence with(LayerWorkspaceMgr workspaces) {
    this.workspaces = workspaces;
    return this;
  }

  @Override
  public void forward(WeightProduct input, WeightProduct recurrent, INDArray bias) {
    buffers.z.assign(0);
    buffers.z.addiRowVector(bias);
    input.addProduct(buffers.x, 0, buffers.z);
    gates.start();
    for (int t = 0; t < buffers.steps; t++) {
      try (MemoryWorkspace ignored =
          workspaces.notifyScopeEntered(ArrayType.RNN_FF_LOOP_WORKING_MEM)) {
        INDArray before = buffers.step(buffers.h, t);
        recurrent.addProduct(before, (long) t * buffers.batch, buffers.step(buffers.z, t));
        gates.forward(t);
      }
    }
    gates.finish();
  }

  @Override
  public void backward(
      WeightProduct input,
      WeightProduct recurrent,
      INDArray biasGradient,
      INDArray dx,
      int firstStep) {
    INDArray dz = buffers.dz();
    clearStepsBefore(firstStep, dz);
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

  private void clearStepsBefore(int firstStep, INDArray dz) {
    if (firstStep > 0) {
      Matrices.rows(dz, 0, (long) firstStep * buffers.batch).assign(0);
    }
  }
}
