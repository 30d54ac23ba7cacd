package io.github.dl4jdoping.structure;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Sums of Kronecker products: {@code D = B_1 (x) C_1 + ... + B_K (x) C_K} with {@code B_k [p1, q1]}
 * and {@code C_k [p2, q2]}, where {@code p1 p2 = m} and {@code q1 q2 = n}; hence {@code K (p1 q1 +
 * p2 q2)} parameters. The doped LSTM of the papers has one term.
 *
 * @see <a href="https://arxiv.org/abs/2001.08896">Thakker et al., Compressing Language Models using
 *     Doped Kronecker Products (arXiv 2001.08896)</a>
 */
public final class Kronecker implements Structure {

  private static final long serialVersionUID = 1L;

  // Null: to be balanced when the shape is known.
  @JsonProperty private final KroneckerFactors factors;
  @JsonProperty private final int terms;

  @JsonCreator
  private Kronecker(
      @JsonProperty("factors") KroneckerFactors factors, @JsonProperty("terms") int terms) {
    this.factors = factors;
    this.terms = terms;
  }

  /**
   * One Kronecker product with the factor shapes that need the fewest parameters among all that can
   * reach the full rank of the matrix; of equally small ones, the most square.
   *
   * @return the family
   */
  public static Kronecker balanced() {
    return balanced(1);
  }

  /**
   * A sum of Kronecker products with the factor shapes of {@link #balanced()}.
   *
   * @param terms number of terms K, at least 1; checked when the shape is known
   * @return the family
   */
  public static Kronecker balanced(int terms) {
    return new Kronecker(null, terms);
  }

  /**
   * One Kronecker product with given factor shapes; they are checked when the shape is known.
   *
   * @param p1 rows of B
   * @param q1 columns of B
   * @param p2 rows of C; {@code p1 p2} is the number of rows
   * @param q2 columns of C; {@code q1 q2} is the number of columns
   * @return the family
   */
  public static Kronecker of(long p1, long q1, long p2, long q2) {
    return of(p1, q1, p2, q2, 1);
  }

  /**
   * A sum of Kronecker products with given factor shapes; they are checked when the shape is known.
   *
   * @param p1 rows of B
   * @param q1 columns of B
   * @param p2 rows of C; {@code p1 p2} is the number of rows
   * @param q2 columns of C; {@code q1 q2} is the number of columns
   * @param terms number of terms K, at least 1
   * @return the family
   */
  public static Kronecker of(long p1, long q1, long p2, long q2, int terms) {
    return new Kronecker(new KroneckerFactors(p1, q1, p2, q2), terms);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there are no terms, if given factor shapes do not multiply
   *     up to the shape, or if even balanced ones have more parameters than the dense matrix
   */
  @Override
  public StructuredMatrix matrix(MatrixShape shape) {
    if (terms < 1) {
      throw new IllegalArgumentException(
          String.format(
              "A sum of Kronecker products takes at least 1 term; got %d. For a %s matrix, for "
                  + "example %s.",
              terms, shape, call(BalancedFactors.best(shape), 1)));
    }
    if (factors == null) {
      return new KroneckerMatrix(shape, BalancedFactors.of(shape, terms), terms);
    }
    if (!factors.multiplyUpTo(shape)) {
      throw new IllegalArgumentException(notMultiplyingUp(shape));
    }
    return new KroneckerMatrix(shape, factors, terms);
  }

  private String notMultiplyingUp(MatrixShape shape) {
    return String.format(
        "Kronecker factors [%d, %d] and [%d, %d] do not multiply up to a %s matrix: that takes "
            + "positive sizes with p1 * p2 = %d and q1 * q2 = %d. For example %s.",
        factors.p1(),
        factors.q1(),
        factors.p2(),
        factors.q2(),
        shape,
        shape.rows(),
        shape.columns(),
        call(BalancedFactors.best(shape), terms));
  }

  private static String call(KroneckerFactors f, int terms) {
    String shapes = f.p1() + ", " + f.q1() + ", " + f.p2() + ", " + f.q2();
    return "Kronecker.of(" + shapes + (terms == 1 ? ")" : ", " + terms + ")");
  }

  /** Up to twice as many terms, as long as they have fewer parameters than the dense matrix. */
  @Override
  public List<Structure> alternatives(MatrixShape shape) {
    KroneckerFactors shapes = factors == null ? BalancedFactors.of(shape, terms) : factors;
    long useful = Math.max(terms, shape.size() / shapes.parameters());
    return IntStream.rangeClosed(1, (int) Math.min(2L * terms, useful))
        .<Structure>mapToObj(k -> new Kronecker(factors, k))
        .toList();
  }

  @Override
  public List<String> slotNames() {
    return List.of(KroneckerMatrix.B, KroneckerMatrix.C);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Kronecker that
        && Objects.equals(factors, that.factors)
        && terms == that.terms;
  }

  @Override
  public int hashCode() {
    return Objects.hash(factors, terms);
  }

  @Override
  public String toString() {
    if (factors != null) {
      return call(factors, terms);
    }
    return terms == 1 ? "Kronecker.balanced()" : "Kronecker.balanced(" + terms + ")";
  }
}
