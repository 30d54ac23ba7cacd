package io.github.dl4jdoping.kernel;

/**
 * The shapes of the factors of {@code sum_k B_k (x) C_k}.
 *
 * @param terms number of terms K
 * @param p1 rows of B
 * @param q1 columns of B
 * @param p2 rows of C
 * @param q2 columns of C
 */
public record KroneckerShape(int terms, int p1, int q1, int p2, int q2) {

  /**
   * Shapes whose sizes are given as 64-bit numbers.
   *
   * @param terms number of terms K
   * @param p1 rows of B
   * @param q1 columns of B
   * @param p2 rows of C
   * @param q2 columns of C
   * @return the shapes
   * @throws ArithmeticException if a size is no 32-bit number
   */
  public static KroneckerShape of(int terms, long p1, long q1, long p2, long q2) {
    return new KroneckerShape(
        terms, Math.toIntExact(p1), Math.toIntExact(q1), Math.toIntExact(p2), Math.toIntExact(q2));
  }

  /**
   * The number of inputs.
   *
   * @return rows of the sum
   */
  public int rows() {
    return p1 * p2;
  }

  /**
   * The number of outputs.
   *
   * @return columns of the sum
   */
  public int columns() {
    return q1 * q2;
  }

  /**
   * The number of multiplications that a product with a vector takes through the factors.
   *
   * @return those of the better order, for all terms
   */
  public long multiplications() {
    long cFirst = (long) p1 * q2 * (p2 + q1);
    long bFirst = (long) q1 * p2 * (p1 + q2);
    return terms * Math.min(bFirst, cFirst);
  }
}
