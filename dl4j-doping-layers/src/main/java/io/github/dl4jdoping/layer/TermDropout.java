package io.github.dl4jdoping.layer;

/** Row dropout of one term of a weight matrix, with the memory that it takes. */
final class TermDropout {

  private final RowMasks masks = new RowMasks();
  private final Memory gradients = new Memory();

  /** The masks. */
  RowMasks masks() {
    return masks;
  }

  /**
   * Memory for the masked gradients of a whole sequence.
   *
   * @param length number of values
   * @return the same array in the next call of this length or a smaller one
   */
  float[] gradients(int length) {
    return gradients.atLeast(length);
  }
}
