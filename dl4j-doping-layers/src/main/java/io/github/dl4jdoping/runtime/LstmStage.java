package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Kernels;

/** An LSTM laid out to run. */
final class LstmStage implements Stage {

  private final int inputs;
  private final int units;
  private final LstmProducts products;
  private final float[] bias;
  private final ActivationFunction activation;
  private final ActivationFunction gateActivation;
  private final Cell cell;

  LstmStage(CompactLstm layer, Kernels kernels) {
    this.inputs = layer.inputs();
    this.units = layer.outputs();
    this.products = new LstmProducts(layer, kernels);
    this.bias = layer.bias();
    this.activation = layer.activation();
    this.gateActivation = layer.gateActivation();
    this.cell = Cell.of(activation, gateActivation, kernels);
  }

  @Override
  public CompactLstm describe() {
    return new CompactLstm(
        products.describeInput(), products.describeRecurrent(), bias, activation, gateActivation);
  }

  @Override
  public int inputs() {
    return inputs;
  }

  @Override
  public int outputs() {
    return units;
  }

  int units() {
    return units;
  }

  /** The number of pre-activations of a stream. */
  int gates() {
    return bias.length;
  }

  /** Hidden and cell state. */
  @Override
  public int stateSize() {
    return 2 * units;
  }

  @Override
  public Runner open(int batch, float[] state, int stateFrom) {
    return new LstmRunner(this, batch, state, stateFrom);
  }

  /** Floats of scratch for an input product of so many rows and steps of so many streams. */
  int scratch(int inputRows, int batch) {
    return products.scratch(inputRows, batch);
  }

  /** The length of a copy of inputs and hidden states side by side; 0 if none is needed. */
  int sideBySide(int batch) {
    return products.isSparse() ? Math.multiplyExact(batch, inputs + units) : 0;
  }

  /** What can be done for rows of several steps at once: {@code z = b + x D(W)}. */
  void start(int rows, float[] x, int xFrom, float[] z, float[] scratch) {
    Rows.fill(rows, bias, z, gates());
    products.addInput(rows, x, xFrom, z, scratch);
  }

  /** Completes the pre-activations of one step: adds {@code h D(R) + x SW + h SR}. */
  void complete(
      int batch,
      float[] x,
      int xFrom,
      float[] h,
      int hFrom,
      float[] z,
      int zFrom,
      float[] both,
      float[] scratch) {
    products.addRecurrent(batch, h, hFrom, z, zFrom, scratch);
    if (both.length > 0) {
      for (int i = 0; i < batch; i++) {
        int at = i * (inputs + units);
        System.arraycopy(x, xFrom + i * inputs, both, at, inputs);
        System.arraycopy(h, hFrom + i * units, both, at + inputs, units);
      }
      products.addSparse(batch, both, z, zFrom, scratch);
    }
  }

  /** New states from pre-activations, which are overwritten. */
  void update(int batch, float[] z, int zFrom, float[] state, int hiddenFrom, int cellFrom) {
    for (int i = 0; i < batch; i++) {
      int at = i * units;
      cell.update(units, z, zFrom + i * gates(), state, cellFrom + at, state, hiddenFrom + at);
    }
  }

  @Override
  public long memoryBytes() {
    return products.bytes() + (long) Float.BYTES * bias.length;
  }

  @Override
  public long stepBytes() {
    return memoryBytes();
  }
}
