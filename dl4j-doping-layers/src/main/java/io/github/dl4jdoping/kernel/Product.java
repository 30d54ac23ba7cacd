package io.github.dl4jdoping.kernel;

/**
 * A matrix {@code M [rows, columns]} laid out for one thing: adding its product with row vectors to
 * others, {@code y += x M}. Immutable; any number of threads may use one at once, each with arrays of
 * its own.
 */
public interface Product {

  /**
   * The length of x.
   *
   * @return the number of inputs
   */
  int rows();

  /**
   * The length of y.
   *
   * @return the number of outputs
   */
  int columns();

  /**
   * What the layout takes in memory, and so what one product reads at least.
   *
   * @return a number of bytes
   */
  long bytes();

  /**
   * The length of the scratch array that {@link #add} needs for a batch.
   *
   * @param batch number of row vectors
   * @return a number of floats, possibly 0
   */
  int scratch(int batch);

  /**
   * Adds {@code X M} to Y for a batch of row vectors. Row {@code i} of X starts at {@code x[xFrom + i
   * xStride]}, and likewise for Y.
   *
   * @param batch number of row vectors, at least 1
   * @param x the inputs; not modified
   * @param xFrom index of the first input
   * @param xStride distance between row vectors in x
   * @param y added to
   * @param yFrom index of the first output
   * @param yStride distance between row vectors in y
   * @param scratch at least {@link #scratch} floats, whose content does not matter before and is
   *     undefined after
   */
  void add(
      int batch,
      float[] x,
      int xFrom,
      int xStride,
      float[] y,
      int yFrom,
      int yStride,
      float[] scratch);
}
