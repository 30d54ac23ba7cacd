package io.github.dl4jdoping.layer;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arrays that the forward and the backward pass over one sequence share. Detached from
 * workspaces and used again for the next sequence of the same shape. Rows are (time step, example) in
 * time-major order, so that a time step is a contiguous stretch.
 */
final class SequenceBuffers {

  final DataType type;
  final int steps;
  final int batch;
  final int inputs;
  final int units;

  /** Inputs x, {@code [T N, nIn]}. */
  final INDArray x;

  /** Hidden states h, {@code [(T + 1) N, H]}; the first N rows are the initial state. */
  final INDArray h;

  /** Cell state before the first step, {@code [N, H]}. */
  final INDArray initialCell;

  /** Cell state after the last step, {@code [N, H]}. */
  final INDArray lastCell;

  /** Step mask, {@code [T N]}, or null if no step is masked. */
  INDArray mask;

  private INDArray z;
  private INDArray dz;
  private INDArray dh;
  private INDArray dx;

  SequenceBuffers(DataType type, int steps, int batch, int inputs, int units) {
    this.type = type;
    this.steps = steps;
    this.batch = batch;
    this.inputs = inputs;
    this.units = units;
    long rows = (long) steps * batch;
    x = Matrices.detached(type, rows, inputs);
    h = Matrices.detached(type, rows + batch, units);
    initialCell = Matrices.detached(type, batch, units);
    lastCell = Matrices.detached(type, batch, units);
  }

  boolean fit(DataType type, int steps, int batch) {
    return this.type == type && this.steps == steps && this.batch == batch;
  }

  /** Pre-activations z, {@code [T N, 4H]}; allocated by the first call, like those that follow. */
  INDArray z() {
    if (z == null) {
      z = Matrices.detached(type, (long) steps * batch, 4L * units);
    }
    return z;
  }

  /** Gradients of the pre-activations, {@code [T N, 4H]}. */
  INDArray dz() {
    if (dz == null) {
      dz = Matrices.detached(type, z().shape());
    }
    return dz;
  }

  /** Gradients of the inputs, {@code [T N, nIn]}. */
  INDArray dx() {
    if (dx == null) {
      dx = Matrices.detached(type, x.shape());
    }
    return dx;
  }

  /**
   * Gradients of the hidden states, {@code [(T + 1) N, H]}; the first N rows belong to the initial
   * state.
   */
  INDArray dh() {
    if (dh == null) {
      dh = Matrices.detached(type, h.shape());
    }
    return dh;
  }

  /** The rows of time step t of an array with one row per step and example. */
  INDArray step(INDArray array, int t) {
    return Matrices.rows(array, (long) t * batch, (t + 1L) * batch);
  }

  /** The hidden states before each step, {@code [T N, H]}. */
  INDArray previousHidden() {
    return Matrices.rows(h, 0, (long) steps * batch);
  }

  /** The hidden states after each step, {@code [T N, H]}. */
  INDArray hidden() {
    return Matrices.rows(h, batch, (steps + 1L) * batch);
  }
}
