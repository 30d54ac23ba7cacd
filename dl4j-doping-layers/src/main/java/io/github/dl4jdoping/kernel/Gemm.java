package io.github.dl4jdoping.kernel;

/**
 * The product of two small matrices, {@code C += A B}, all of them row-major parts of arrays.
 *
 * <p>Each row of B is followed by zeros up to a multiple of {@link #padding}, so that an
 * implementation may use whole vectors. What follows a row of C in the same array may be read and
 * written back as it was.
 */
public interface Gemm {

  /**
   * What the rows of B are padded to.
   *
   * @return a power of two, 1 for no padding
   */
  int padding();

  /**
   * The number of columns of B that are worked off together. A large B is fastest in panels of as many
   * columns, each of which is read from one end to the other.
   *
   * @return a multiple of the padding
   */
  int panel();

  /**
   * The length of a row of B with its padding.
   *
   * @param n number of columns
   * @return the next multiple of the padding
   */
  default int padded(int n) {
    return (n + padding() - 1) & -padding();
  }

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
   * @param bStride distance between its rows, at least {@code padded(n)}
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

  /**
   * Adds {@code A' B} to C. Row {@code l} of A, {@code [k, m]}, starts at {@code a[aFrom + l aStride]};
   * the rest is as for {@link #add}.
   *
   * @param m columns of A, rows of C
   * @param k rows of A and B
   * @param n columns of B and C
   * @param a {@code A [k, m]}
   * @param aFrom index of its first entry
   * @param aStride distance between its rows
   * @param b {@code B [k, n]}
   * @param bFrom index of its first entry
   * @param bStride distance between its rows, at least {@code padded(n)}
   * @param c {@code C [m, n]}, added to
   * @param cFrom index of its first entry
   * @param cStride distance between its rows
   */
  void addTransposed(
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
