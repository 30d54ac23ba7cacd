package io.github.dl4jdoping.examples.bench;

/** Between DL4J's order of the gates and ONNX's, which is the same backwards. */
final class OnnxGates {

  private static final int GATES = 4;

  private OnnxGates() {}

  /**
   * Puts the four blocks of outputs into the other order.
   *
   * @param values output after output, equally many for each
   * @param units number of outputs in a block
   * @return a new array
   * @throws IllegalArgumentException if the values are not four blocks of so many outputs
   */
  static float[] reorder(float[] values, int units) {
    if (values.length == 0 || values.length % (GATES * units) != 0) {
      throw new IllegalArgumentException(
          values.length + " values are not " + GATES + " blocks of " + units + " outputs.");
    }
    int block = values.length / GATES;
    float[] reordered = new float[values.length];
    for (int gate = 0; gate < GATES; gate++) {
      System.arraycopy(values, gate * block, reordered, (GATES - 1 - gate) * block, block);
    }
    return reordered;
  }
}
