package io.github.dl4jdoping.layer;

import java.util.Arrays;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The recurrence on Java arrays throughout, with the kernels of room {@code kernel}: ND4J only brings
 * x and takes h, dx and the gradients. For single precision on the CPU.
 */
final class ArrayRecurrence implements Recurrence {

  private final SequenceBuffers buffers;
  private final FusedGates gates;
  private final ArrayWeights input;
  private final ArrayWeights recurrent;
  private final ArrayBuffers arrays;

  /**
   * The recurrence of one pass.
   *
   * @param buffers sequences outside
   * @param arrays sequences inside
   * @param gates the elementwise part, for the same buffers
   * @param input the input matrix
   * @param recurrent the recurrent matrix
   */
  ArrayRecurrence(
      SequenceBuffers buffers,
      ArrayBuffers arrays,
      FusedGates gates,
      ArrayWeights input,
      ArrayWeights recurrent) {
    this.buffers = buffers;
    this.arrays = arrays;
    this.gates = gates;
    this.input = input;
    this.recurrent = recurrent;
  }

  @Override
  public void forward(INDArray bias, LayerWorkspaceMgr workspaces) {
    int size = buffers.batch * buffers.units;
    Matrices.floats(buffers.x).get(0, arrays.x);
    Matrices.floats(buffers.h).get(0, arrays.h, 0, size);
    float[] z = gates.preActivations();
    arrays.fillRows(bias, z);
    input.add(0, buffers.steps, arrays.x, 0, z);
    gates.start();
    for (int t = 0; t < buffers.steps; t++) {
      recurrent.add(t, 1, arrays.h, t * size, z);
      gates.activate(t);
      System.arraycopy(gates.hidden(), 0, arrays.h, (t + 1) * size, size);
    }
    gates.finish();
    Matrices.floats(buffers.h).put(0, arrays.h);
  }

  @Override
  public void backward(
      INDArray biasGradient, INDArray dx, int firstStep, LayerWorkspaceMgr workspaces) {
    int size = buffers.batch * buffers.units;
    float[] dz = gates.gradients();
    Arrays.fill(dz, 0, 4 * firstStep * size, 0);
    Matrices.floats(buffers.dh()).get(0, arrays.dh);
    gates.startBackward();
    for (int t = buffers.steps - 1; t >= firstStep; t--) {
      System.arraycopy(arrays.dh, (t + 1) * size, gates.hidden(), 0, size);
      gates.backpropagate(t);
      if (t > firstStep) {
        recurrent.addTransposed(t, 1, dz, arrays.dh, t * size);
      }
    }
    recurrent.pullBack(buffers.steps, arrays.h, dz, firstStep + 1);
    Arrays.fill(arrays.dx, 0);
    input.addTransposed(0, buffers.steps, dz, arrays.dx, 0);
    input.pullBack(buffers.steps, arrays.x, dz, 0);
    arrays.sumRows(dz, biasGradient);
    Matrices.floats(buffers.dx()).put(0, arrays.dx);
    dx.assign(buffers.dx());
  }
}
