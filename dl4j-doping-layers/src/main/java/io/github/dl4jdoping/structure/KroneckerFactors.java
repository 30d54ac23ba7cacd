package io.github.dl4jdoping.structure;

import java.io.Serializable;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The shapes of the two factors of {@code B (x) C}.
 *
 * @param p1 rows of B
 * @param q1 columns of B
 * @param p2 rows of C
 * @param q2 columns of C
 */
record KroneckerFactors(
    @JsonProperty("p1") long p1,
    @JsonProperty("q1") long q1,
    @JsonProperty("p2") long p2,
    @JsonProperty("q2") long q2)
    implements Serializable {

  @JsonCreator
  KroneckerFactors {}

  /** Whether the factors are proper matrices whose Kronecker product has the given shape. */
  boolean multiplyUpTo(MatrixShape shape) {
    return divide(p1, p2, shape.rows()) && divide(q1, q2, shape.columns());
  }

  /** The number of parameters of one term. */
  long parameters() {
    return p1 * q1 + p2 * q2;
  }

  /** The highest rank that one term can have. */
  long rank() {
    return Math.min(p1, q1) * Math.min(p2, q2);
  }

  /** How far the more oblong factor is from a square: longer side over shorter side. */
  double oblongness() {
    return Math.max(oblongness(p1, q1), oblongness(p2, q2));
  }

  /** The shapes of the factors of the transposed matrix. */
  KroneckerFactors transpose() {
    return new KroneckerFactors(q1, p1, q2, p2);
  }

  /** Multiplications per row vector and term if C is applied before B. */
  long costOfLastFirst() {
    return p1 * q2 * (p2 + q1);
  }

  /** Multiplications per row vector and term if B is applied before C. */
  long costOfFirstFirst() {
    return p2 * q1 * (p1 + q2);
  }

  // No multiplication, which could overflow into the right answer.
  private static boolean divide(long a, long b, long product) {
    return a >= 1 && product % a == 0 && product / a == b;
  }

  private static double oblongness(long p, long q) {
    return (double) Math.max(p, q) / Math.min(p, q);
  }
}
