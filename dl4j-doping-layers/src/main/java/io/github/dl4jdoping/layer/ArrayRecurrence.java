package io.github.dl4jdoping.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The recurrence on Java arrays throughout, with the kernels of room {@code kernel}: ND4J only brings
 * x and takes h, dx and the gradients. For single precision on the CPU.
 *
 * <p>Examples know nothing of each other, so each thread takes some of them, two at least, through all time
 * steps, and threads need not wait for each other at every step.
 */
final class ArrayRecurrence implements Recurrence {

  private final SequenceBuffers buffers;
  private final FusedGates gates;
  private final ArrayWeights input;
  private final ArrayWeights recurrent;
  private final ArrayBuffers arrays;
  private final List<Share> shares;
  private final int rows;
  private final int size;

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
    this.shares = arrays.shares(Math.max(1, Math.min(Threads.number(), buffers.batch / 2)));
    this.rows = buffers.steps * buffers.batch;
    this.size = buffers.batch * buffers.units;
  }

  private List<Runnable> eachShare(Consumer<Share> part) {
    return shares.stream().<Runnable>map(share -> () -> part.accept(share)).toList();
  }

  @Override
  public void forward(INDArray bias, LayerWorkspaceMgr workspaces) {
    try (Team team = Team.of(shares.size())) {
      Matrices.floats(buffers.x).get(0, arrays.x);
      Matrices.floats(buffers.h).get(0, arrays.h, 0, size);
      arrays.loadBias(bias);
      gates.start();
      team.run(preparation());
      team.run(eachShare(this::projectInput));
      team.run(eachShare(this::stepForward));
    }
    gates.finish();
    Matrices.floats(buffers.h).put(0, arrays.h);
  }

  private List<Runnable> preparation() {
    return Stream.of(input, recurrent).flatMap(matrix -> matrix.preparation().stream()).toList();
  }

  private void projectInput(Share share) {
    int from = share.from(rows);
    int to = share.to(rows);
    float[] z = gates.preActivations();
    arrays.fillRows(z, from, to);
    input.add(from, to - from, arrays.x, from * buffers.inputs, z, share);
  }

  private void stepForward(Share share) {
    int from = share.from(buffers.batch);
    int to = share.to(buffers.batch);
    int at = from * buffers.units;
    int length = (to - from) * buffers.units;
    float[] z = gates.preActivations();
    for (int t = 0; t < buffers.steps; t++) {
      recurrent.add(t * buffers.batch + from, to - from, arrays.h, t * size + at, z, share);
      gates.activate(t, from, to);
      System.arraycopy(gates.hidden(), at, arrays.h, (t + 1) * size + at, length);
    }
  }

  @Override
  public void backward(
      INDArray biasGradient, INDArray dx, int firstStep, LayerWorkspaceMgr workspaces) {
    float[] dz = gates.gradients();
    try (Team team = Team.of(shares.size())) {
      Arrays.fill(dz, 0, 4 * firstStep * size, 0);
      Matrices.floats(buffers.dh()).get(0, arrays.dh);
      gates.startBackward();
      input.prepareGradients(rows);
      recurrent.prepareGradients(rows);
      team.run(eachShare(share -> stepBackward(share, firstStep, dz)));
      team.run(eachShare(share -> projectBack(share, dz)));
      team.run(pullBack(firstStep, dz));
    }
    input.storeGradients();
    recurrent.storeGradients();
    arrays.storeBiasGradient(biasGradient);
    Matrices.floats(buffers.dx()).put(0, arrays.dx);
    dx.assign(buffers.dx());
  }

  private void stepBackward(Share share, int firstStep, float[] dz) {
    int from = share.from(buffers.batch);
    int to = share.to(buffers.batch);
    int at = from * buffers.units;
    int length = (to - from) * buffers.units;
    for (int t = buffers.steps - 1; t >= firstStep; t--) {
      System.arraycopy(arrays.dh, (t + 1) * size + at, gates.hidden(), at, length);
      gates.backpropagate(t, from, to);
      if (t > firstStep) {
        int row = t * buffers.batch + from;
        recurrent.addTransposed(row, to - from, dz, arrays.dh, t * size + at, share);
      }
    }
  }

  private void projectBack(Share share, float[] dz) {
    int from = share.from(rows);
    int to = share.to(rows);
    Arrays.fill(arrays.dx, from * buffers.inputs, to * buffers.inputs, 0);
    input.addTransposed(from, to - from, dz, arrays.dx, from * buffers.inputs, share);
  }

  private List<Runnable> pullBack(int firstStep, float[] dz) {
    int firstDone = (firstStep + 1) * buffers.batch;
    List<Runnable> tasks = new ArrayList<>(recurrent.pullBack(rows, arrays.h, dz, firstDone));
    tasks.addAll(input.pullBack(rows, arrays.x, dz, 0));
    tasks.add(() -> arrays.sumRows(dz));
    return tasks;
  }
}
