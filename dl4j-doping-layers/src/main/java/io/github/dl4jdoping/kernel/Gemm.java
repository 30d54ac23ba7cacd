package io.github.dl4jdoping.kernel;

/** The product of two small matrices, {@code C += A B}, all of them row-major parts of arrays. */
@FunctionalInterface
public interface Gemm {

  /**
   * Adds {@code A B} to C. Row {@code i} of A starts at {@code a[aFrom + i aStride]}, and likewise
   * for B and C.
   *
   * @param m rows of A and C
   * @param k columns of A, rows of B
   * @param n columns of B and C
   * @param a {@code A [m, k]}
   * @param aFrom index of its first entry
   * @param aStride distance between its rows
   * @param b {@code B [k, n]}
   * @param bFrom index of its first entry
   * @param bStride distance between its rows
   * @param c {@code C [m, n]}, added to
   * @param cFrom index of its first entry
   * @param cStride distance between its rows
   */
  void add(
      int m,
      int k,
      int n,
      float[] a,
      int aFrom,
      int aStride,
      float[] b,
      int bFrom,
      int bStride,
      float[] c,
      int cFrom,
      int cStride);
}
