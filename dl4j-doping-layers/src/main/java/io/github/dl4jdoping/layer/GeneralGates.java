package io.github.dl4jdoping.layer;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Gates for every data type, backend and activation function, by ND4J operations. */
final class GeneralGates implements Gates {

  private final SequenceBuffers buffers;
  private final IActivation activation;
  private final IActivation gateActivation;

  /** Activations of the gates, [T N, 4H]. */
  private final INDArray gates;

  /** Cell states before masking, [T N, H]. */
  private final INDArray cells;

  /** Cell states before each step, [(T + 1) N, H]. */
  private final INDArray masked;

  /** Activations of the cell states before masking, [T N, H]. */
  private final INDArray cellActivation;

  private final INDArray dc;

  GeneralGates(SequenceBuffers buffers, IActivation activation, IActivation gateActivation) {
    this.buffers = buffers;
    this.activation = activation;
    this.gateActivation = gateActivation;
    long rows = (long) buffers.steps * buffers.batch;
    gates = Matrices.detached(buffers.type, rows, 4L * buffers.units);
    cells = Matrices.detached(buffers.type, rows, buffers.units);
    masked = Matrices.detached(buffers.type, rows + buffers.batch, buffers.units);
    cellActivation = Matrices.detached(buffers.type, rows, buffers.units);
    dc = Matrices.detached(buffers.type, buffers.batch, buffers.units);
  }

  private INDArray block(INDArray ofStep, int gate) {
    long from = (long) gate * buffers.units;
    return ofStep.get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + buffers.units));
  }

  private INDArray gate(int t, int gate) {
    return block(buffers.step(gates, t), gate);
  }

  private IActivation activation(int gate) {
    return gate == 0 ? activation : gateActivation;
  }

  @Override
  public void start() {
    buffers.step(masked, 0).assign(buffers.initialCell);
  }

  @Override
  public void forward(int t) {
    INDArray z = buffers.step(buffers.z(), t);
    for (int gate = 0; gate < 4; gate++) {
      gate(t, gate).assign(activation(gate).getActivation(block(z, gate).dup('c'), true));
    }
    INDArray cell = buffers.step(cells, t);
    cell.assign(gate(t, 1).mul(buffers.step(masked, t)));
    cell.addi(gate(t, 3).mul(gate(t, 0)));
    INDArray activated = buffers.step(cellActivation, t);
    activated.assign(activation.getActivation(cell.dup('c'), true));
    INDArray next = buffers.step(masked, t + 1).assign(cell);
    INDArray hidden = buffers.step(buffers.h, t + 1).assign(activated.mul(gate(t, 2)));
    applyMask(t, next);
    applyMask(t, hidden);
  }

  private void applyMask(int t, INDArray ofStep) {
    if (buffers.mask != null) {
      INDArray column = buffers.step(buffers.mask.reshape(buffers.mask.length(), 1), t);
      ofStep.muliColumnVector(column);
    }
  }

  @Override
  public void finish() {
    buffers.lastCell.assign(buffers.step(masked, buffers.steps));
  }

  @Override
  public void startBackward() {
    dc.assign(0);
  }

  @Override
  public void backward(int t) {
    INDArray dh = buffers.step(buffers.dh(), t + 1).dup('c');
    applyMask(t, dh);
    applyMask(t, dc);
    INDArray throughOutput = dh.mul(gate(t, 2));
    dc.addi(activation.backprop(buffers.step(cells, t).dup('c'), throughOutput).getFirst());
    writeGradient(t, 0, dc.mul(gate(t, 3)));
    writeGradient(t, 1, dc.mul(buffers.step(masked, t)));
    writeGradient(t, 2, dh.muli(buffers.step(cellActivation, t)));
    writeGradient(t, 3, dc.mul(gate(t, 0)));
    dc.muli(gate(t, 1));
  }

  private void writeGradient(int t, int gate, INDArray dActivation) {
    INDArray z = block(buffers.step(buffers.z(), t), gate).dup('c');
    INDArray gradient = activation(gate).backprop(z, dActivation).getFirst();
    block(buffers.step(buffers.dz(), t), gate).assign(gradient);
  }
}
