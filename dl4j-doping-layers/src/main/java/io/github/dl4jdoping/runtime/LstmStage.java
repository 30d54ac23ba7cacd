package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Kernels;

/** An LSTM laid out to run. */
final class LstmStage implements Stage {

  private final MatrixProduct input;
  private final MatrixProduct recurrent;
  private final float[] bias;
  private final ActivationFunction activation;
  private final ActivationFunction gateActivation;
  private final Cell cell;

  LstmStage(CompactLstm layer, Kernels kernels) {
    this.input = new MatrixProduct(layer.input(), kernels);
    this.recurrent = new MatrixProduct(layer.recurrent(), kernels);
    this.bias = layer.bias();
    this.activation = layer.activation();
    this.gateActivation = layer.gateActivation();
    this.cell = Cell.of(activation, gateActivation, kernels);
  }

  @Override
  public CompactLstm describe() {
    return new CompactLstm(
        input.describe(), recurrent.describe(), bias, activation, gateActivation);
  }

  @Override
  public int inputs() {
    return input.rows();
  }

  @Override
  public int outputs() {
    return units();
  }

  int units() {
    return recurrent.rows();
  }

  /** The number of pre-activations of a stream. */
  int gates() {
    return bias.length;
  }

  /** Hidden and cell state. */
  @Override
  public int stateSize() {
    return 2 * units();
  }

  @Override
  public Runner open(int batch, float[] state, int stateFrom) {
    return new LstmRunner(this, batch, state, stateFrom);
  }

  int scratch(int inputRows, int batch) {
    return Math.max(input.scratch(inputRows), recurrent.scratch(batch));
  }

  /**
   * All pre-activations of one step: {@code z = b + x W + h R}. The place for a kernel that does both
   * products in one go.
   */
  void preActivations(
      int batch, float[] x, int xFrom, float[] h, int hFrom, float[] z, float[] scratch) {
    startFromInput(batch, x, xFrom, z, scratch);
    addRecurrent(batch, h, hFrom, z, 0, scratch);
  }

  /** What does not depend on the state: {@code z = b + x W} for rows of one or more steps. */
  void startFromInput(int rows, float[] x, int xFrom, float[] z, float[] scratch) {
    Rows.fill(rows, bias, z, gates());
    input.add(rows, x, xFrom, inputs(), z, 0, gates(), scratch);
  }

  /** Adds {@code h R}. */
  void addRecurrent(int batch, float[] h, int hFrom, float[] z, int zFrom, float[] scratch) {
    recurrent.add(batch, h, hFrom, units(), z, zFrom, gates(), scratch);
  }

  /** New states from pre-activations, which are overwritten. */
  void update(int batch, float[] z, int zFrom, float[] state, int hiddenFrom, int cellFrom) {
    int units = units();
    for (int i = 0; i < batch; i++) {
      int at = i * units;
      cell.update(units, z, zFrom + i * gates(), state, cellFrom + at, state, hiddenFrom + at);
    }
  }

  @Override
  public long memoryBytes() {
    return input.bytes() + recurrent.bytes() + (long) Float.BYTES * bias.length;
  }

  @Override
  public long stepBytes() {
    return memoryBytes();
  }
}
