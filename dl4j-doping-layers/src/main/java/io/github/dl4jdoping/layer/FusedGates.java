package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.kernel.Activations;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Gates in single precision with tanh and sigmoid, on Java arrays: one ND4J operation costs several
 * microseconds, about what a whole step takes here. Each loop writes one array and reads others, so
 * that HotSpot vectorises it.
 */
final class FusedGates implements Gates {

  private final SequenceBuffers buffers;
  private final int batch;
  private final int units;
  private final int stepSize;

  /** Pre-activations until a step is activated, then activations of the gates, [T, N, 4H]. */
  private final float[] gates;

  /** Cell states, [T + 1, N, H]. */
  private final float[] cells;

  /** Activations of the cell states before masking, [T, N, H]. */
  private final float[] cellTanh;

  private final float[] mask;

  /** Hidden state on the way out, or its gradient on the way in, [N, H]. */
  private final float[] hidden;

  /** Gradient of the cell state, [N, H]. */
  private final float[] dc;

  /** Gradients of the pre-activations, [T, N, 4H]; allocated by the first backward pass. */
  private float[] dz = new float[0];

  /** Cell states before masking of the step that was activated last, [N, H]. */
  private final float[] cell;

  FusedGates(SequenceBuffers buffers) {
    this.buffers = buffers;
    this.batch = buffers.batch;
    this.units = buffers.units;
    this.stepSize = batch * units;
    this.gates = new float[buffers.steps * 4 * stepSize];
    this.cells = new float[(buffers.steps + 1) * stepSize];
    this.cellTanh = new float[buffers.steps * stepSize];
    this.mask = new float[buffers.steps * batch];
    this.hidden = new float[stepSize];
    this.dc = new float[stepSize];
    this.cell = new float[stepSize];
  }

  @Override
  public void start() {
    Matrices.floats(buffers.initialCell).get(0, cells, 0, stepSize);
    if (buffers.mask == null) {
      Arrays.fill(mask, 1);
    } else {
      Matrices.floats(buffers.mask).get(0, mask);
    }
  }

  @Override
  public void forward(int t) {
    FloatBuffer z = Matrices.floats(buffers.z());
    z.get(4 * t * stepSize, gates, 4 * t * stepSize, 4 * stepSize);
    activate(t, 0, batch);
    Matrices.floats(buffers.h).put((t + 1) * stepSize, hidden, 0, stepSize);
  }

  /** Pre-activations of steps that are still to be activated, [T, N, 4H]. */
  float[] preActivations() {
    return gates;
  }

  /**
   * From pre-activations to {@link #hidden}.
   *
   * @param t time step
   * @param from first example
   * @param to end of the examples, exclusive
   */
  void activate(int t, int from, int to) {
    for (int n = from; n < to; n++) {
      forward(t, n);
    }
  }

  /** Hidden state of the step that was activated last, or its gradient on the way back, [N, H]. */
  float[] hidden() {
    return hidden;
  }

  private void forward(int t, int n) {
    int c = t * stepSize + n * units;
    int a = 4 * c;
    int f = a + units;
    int o = f + units;
    int i = o + units;
    int h = n * units;
    Activations.tanh(gates, a, units);
    Activations.sigmoid(gates, f, 3 * units);
    for (int j = 0; j < units; j++) {
      cell[h + j] = gates[f + j] * cells[c + j] + gates[i + j] * gates[a + j];
    }
    Activations.tanh(cell, h, cellTanh, c, units);
    for (int j = 0; j < units; j++) {
      hidden[h + j] = gates[o + j] * cellTanh[c + j];
    }
    System.arraycopy(cell, h, cells, c + stepSize, units);
    scale(cells, c + stepSize, mask[t * batch + n]);
    scale(hidden, h, mask[t * batch + n]);
  }

  private void scale(float[] values, int from, float factor) {
    if (factor == 1) {
      return;
    }
    for (int j = from; j < from + units; j++) {
      values[j] *= factor;
    }
  }

  @Override
  public void finish() {
    Matrices.floats(buffers.lastCell).put(0, cells, buffers.steps * stepSize, stepSize);
  }

  @Override
  public void startBackward() {
    gradients();
    Arrays.fill(dc, 0);
  }

  /** Gradients of the pre-activations of the steps that were backpropagated, [T, N, 4H]. */
  float[] gradients() {
    if (dz.length == 0) {
      dz = new float[gates.length];
    }
    return dz;
  }

  @Override
  public void backward(int t) {
    Matrices.floats(buffers.dh()).get((t + 1) * stepSize, hidden, 0, stepSize);
    backpropagate(t, 0, batch);
    Matrices.floats(buffers.dz()).put(4 * t * stepSize, dz, 4 * t * stepSize, 4 * stepSize);
  }

  /**
   * From gradients of h after a step, in {@link #hidden}, to those of its pre-activations.
   *
   * @param t time step
   * @param from first example
   * @param to end of the examples, exclusive
   */
  void backpropagate(int t, int from, int to) {
    for (int n = from; n < to; n++) {
      backward(t, n);
    }
  }

  private void backward(int t, int n) {
    int c = t * stepSize + n * units;
    int h = n * units;
    scale(hidden, h, mask[t * batch + n]);
    scale(dc, h, mask[t * batch + n]);
    addCellGradient(c, h);
    candidateAndInputGate(c, h);
    forgetAndOutputGate(c, h);
    int f = 4 * c + units;
    for (int j = 0; j < units; j++) {
      dc[h + j] *= gates[f + j];
    }
  }

  private void addCellGradient(int c, int h) {
    int o = 4 * c + 2 * units;
    for (int j = 0; j < units; j++) {
      float tanh = cellTanh[c + j];
      dc[h + j] += hidden[h + j] * gates[o + j] * (1 - tanh * tanh);
    }
  }

  private void candidateAndInputGate(int c, int h) {
    int a = 4 * c;
    int i = a + 3 * units;
    int out = 4 * c;
    for (int j = 0; j < units; j++) {
      float candidate = gates[a + j];
      dz[out + j] = dc[h + j] * gates[i + j] * (1 - candidate * candidate);
    }
    out += 3 * units;
    for (int j = 0; j < units; j++) {
      float gate = gates[i + j];
      dz[out + j] = dc[h + j] * gates[a + j] * gate * (1 - gate);
    }
  }

  private void forgetAndOutputGate(int c, int h) {
    int f = 4 * c + units;
    int o = f + units;
    int out = 4 * c + units;
    for (int j = 0; j < units; j++) {
      float gate = gates[f + j];
      dz[out + j] = dc[h + j] * cells[c + j] * gate * (1 - gate);
    }
    out += units;
    for (int j = 0; j < units; j++) {
      float gate = gates[o + j];
      dz[out + j] = hidden[h + j] * cellTanh[c + j] * gate * (1 - gate);
    }
  }
}
