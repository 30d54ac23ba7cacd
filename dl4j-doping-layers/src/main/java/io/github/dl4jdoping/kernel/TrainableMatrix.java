package io.github.dl4jdoping.kernel;

/**
 * A matrix {@code M [rows, columns]} that is trained: products with it and its transpose, and the
 * gradient of its parameters. For one thread at a time, but for its products, which several may use;
 * their values are those that were taken over last.
 */
public interface TrainableMatrix {

  /**
   * Products {@code y += x M}.
   *
   * @return always the same one
   */
  Product product();

  /**
   * Products {@code x += y M'}.
   *
   * @return always the same one
   */
  Product transposed();

  /** Sets the gradient to zero. */
  void clearGradient();

  /**
   * Adds the gradient of the parameters for products {@code y = x M} of a batch of row vectors,
   * which lie one after the other without gaps.
   *
   * @param batch number of row vectors
   * @param x the inputs, {@code [batch, rows]}; not modified
   * @param dy the gradients of the outputs, {@code [batch, columns]}; not modified
   */
  void addGradient(int batch, float[] x, float[] dy);
}
