package io.github.dl4jdoping.examples.bench;

/**
 * The size of a network of equal layers, and of its input.
 *
 * @param units n, the number of inputs and of units of every layer
 * @param layers number of layers
 * @param batch number of streams that take a step together
 */
record Shape(int units, int layers, int batch) {

  Shape {
    requirePositive("units", units);
    requirePositive("layers", layers);
    requirePositive("batch", batch);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1; got " + value + ".");
    }
  }

  /** {@code n650}, or {@code n1500x2} for two layers. */
  String network() {
    return "n" + units + (layers == 1 ? "" : "x" + layers);
  }

  /** Number of values of the streams' inputs, and of their outputs, in one step. */
  int width() {
    return batch * units;
  }
}
