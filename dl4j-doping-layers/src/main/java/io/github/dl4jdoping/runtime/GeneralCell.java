package io.github.dl4jdoping.runtime;

/** An LSTM cell with activations of any element-wise kind. */
final class GeneralCell implements Cell {

  private final ActivationFunction activation;
  private final ActivationFunction gate;

  GeneralCell(ActivationFunction activation, ActivationFunction gate) {
    this.activation = activation;
    this.gate = gate;
  }

  @Override
  public void update(
      int units, float[] z, int zFrom, float[] cell, int cellFrom, float[] hidden, int hiddenFrom) {
    int forget = zFrom + units;
    int output = forget + units;
    int input = output + units;
    activation.apply(z, zFrom, units);
    gate.apply(z, forget, 3 * units);
    for (int j = 0; j < units; j++) {
      cell[cellFrom + j] = z[forget + j] * cell[cellFrom + j] + z[input + j] * z[zFrom + j];
    }
    System.arraycopy(cell, cellFrom, hidden, hiddenFrom, units);
    activation.apply(hidden, hiddenFrom, units);
    for (int j = 0; j < units; j++) {
      hidden[hiddenFrom + j] *= z[output + j];
    }
  }
}
