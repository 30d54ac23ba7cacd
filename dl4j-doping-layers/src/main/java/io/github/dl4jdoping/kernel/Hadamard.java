package io.github.dl4jdoping.kernel;

/** Products entry by entry of vectors that lie anywhere in arrays. */
public interface Hadamard {

  /**
   * Adds a product to a vector that is neither of its factors.
   *
   * @param length of all three vectors
   * @param x array with the first factor
   * @param xAt index of its first entry
   * @param y array with the second factor
   * @param yAt index of its first entry
   * @param sum array with the vector that the product is added to
   * @param sumAt index of its first entry
   */
  void add(int length, float[] x, int xAt, float[] y, int yAt, float[] sum, int sumAt);
}
