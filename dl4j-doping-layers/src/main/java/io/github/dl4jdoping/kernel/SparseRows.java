package io.github.dl4jdoping.kernel;

/**
 * Products of a sparse matrix with many vectors at once, which lie side by side: entry i of all of
 * them is row i of an array. The non-zeros of output j are those from {@code starts[j]} to {@code
 * starts[j + 1]}.
 */
public interface SparseRows {

  /** Vectors that are multiplied at once: the length of a row of x and y. */
  int WIDTH = 32;

  /**
   * Computes {@code y[j] = sum_k values[k] x[inputs[k]]}, over the non-zeros of each output j.
   *
   * @param starts one entry more than there are outputs
   * @param inputs index of a row of x for each non-zero
   * @param values one for each non-zero
   * @param vectors how many of the {@link #WIDTH} vectors matter, at least 1; what y receives for the
   *     others is undefined
   * @param x rows of {@link #WIDTH} entries, from index 0 on
   * @param y receives as many rows as there are outputs; may be another part of the array x
   * @param yFrom index of its first entry
   */
  void multiply(
      int[] starts, int[] inputs, float[] values, int vectors, float[] x, float[] y, int yFrom);

  /**
   * Adds to the gradient of each non-zero k of output j the inner product of {@code x[inputs[k]]} and
   * {@code dy[j]}.
   *
   * @param starts one entry more than there are outputs
   * @param inputs index of a row of x for each non-zero
   * @param x rows of {@code length} entries
   * @param dy as many rows of {@code length} entries as there are outputs
   * @param length a multiple of {@link #WIDTH}
   * @param gradient one for each non-zero, added to
   */
  void addGradient(int[] starts, int[] inputs, float[] x, float[] dy, int length, float[] gradient);
}
