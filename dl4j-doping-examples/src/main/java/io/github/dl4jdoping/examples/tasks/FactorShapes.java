package io.github.dl4jdoping.examples.tasks;

import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.MatrixShape;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The shapes of the factors of a Kronecker product, as the settings call them.
 *
 * @param name "square", "long", or p1, q1, p2 and q2 separated by x
 */
public record FactorShapes(String name) implements Serializable {

  /** The library's balanced shapes: few parameters at full rank, as square as they can be. */
  public static final FactorShapes SQUARE = new FactorShapes("square");

  private static final String LONG = "long";
  private static final String SIZES = "[1-9][0-9]*(x[1-9][0-9]*){3}";

  /** Longer side by shorter side of long factors, at least. */
  private static final long LONG_RATIO = 4;

  /**
   * Checks the name.
   *
   * @param name as above; commas stand for x
   * @throws IllegalArgumentException if it is another
   */
  public FactorShapes {
    name = name.replace(',', 'x');
    if (!name.equals("square") && !name.equals(LONG) && !name.matches(SIZES)) {
      throw new IllegalArgumentException(
          "expected square, long, or the four sizes p1,q1,p2,q2 of factors [p1, q1] and [p2, q2], but"
              + " was '"
              + name
              + "'");
    }
  }

  /**
   * The family of matrices.
   *
   * @param shape shape of each of the matrices
   * @param terms number of terms
   * @return Kronecker products with these factor shapes
   * @throws IllegalArgumentException if there are no such factors for the shape
   */
  public Kronecker structure(MatrixShape shape, int terms) {
    if (equals(SQUARE)) {
      return Kronecker.balanced(terms);
    }
    List<Long> sizes =
        name.equals(LONG)
            ? longSizes(shape)
            : Arrays.stream(name.split("x", -1)).map(Long::valueOf).toList();
    return Kronecker.of(sizes.get(0), sizes.get(1), sizes.get(2), sizes.get(3), terms);
  }

  /**
   * A tall factor and a wide one, each at least four times as long as it is wide; of all such pairs
   * the one with the fewest parameters, then the one of the highest rank.
   */
  private static List<Long> longSizes(MatrixShape shape) {
    Comparator<List<Long>> parameters =
        Comparator.comparing(s -> s.get(0) * s.get(1) + s.get(2) * s.get(3));
    Comparator<List<Long>> rank = Comparator.comparing(s -> s.get(1) * s.get(2));
    Optional<List<Long>> best =
        pairs(shape)
            .filter(s -> s.get(0) >= LONG_RATIO * s.get(1) && s.get(3) >= LONG_RATIO * s.get(2))
            .min(parameters.thenComparing(rank.reversed()));
    return best.orElseThrow(
        () ->
            new IllegalArgumentException(
                "A " + shape + " matrix is too small for long Kronecker factors; use square."));
  }

  private static Stream<List<Long>> pairs(MatrixShape shape) {
    return divisors(shape.rows())
        .boxed()
        .flatMap(
            p1 ->
                divisors(shape.columns())
                    .mapToObj(q1 -> List.of(p1, q1, shape.rows() / p1, shape.columns() / q1)));
  }

  private static LongStream divisors(long number) {
    return LongStream.rangeClosed(1, number).filter(d -> number % d == 0);
  }

  @Override
  public String toString() {
    return name;
  }
}
