package io.github.dl4jdoping.layer;

/** Row dropout of one term of a weight matrix, with the memory that it takes. */
final class TermDropout {

  private final RowMasks masks = new RowMasks();
  private final Memory outputs = new Memory();
  private final Memory gradients = new Memory();

  /** The masks. */
  RowMasks masks() {
    return masks;
  }

  /** Memory for outputs before they are masked. */
  float[] outputs(int length) {
    return outputs.atLeast(length);
  }

  /**
   * Masks the gradients of some time steps.
   *
   * @param firstStep the first of them
   * @param steps their number
   * @param dy gradients of the outputs of the whole sequence, from index 0 on
   * @return masked gradients of the whole sequence, those of other time steps as they were masked
   *     before
   */
  float[] maskGradients(int firstStep, int steps, float[] dy) {
    float[] masked = gradients.atLeast(dy.length);
    masks.multiply(firstStep, steps, dy, masked);
    return masked;
  }
}
