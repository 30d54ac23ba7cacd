package io.github.dl4jdoping.structure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The search for the factor shapes with the fewest parameters among those that do not limit the
 * rank of the matrix.
 */
final class BalancedFactors {

  private static final int WELL_FACTORED = 8;

  // The last two keys only make the choice unique.
  private static final Comparator<KroneckerFactors> BEST_FIRST =
      Comparator.comparingLong(KroneckerFactors::parameters)
          .thenComparingDouble(KroneckerFactors::oblongness)
          .thenComparingLong(KroneckerFactors::p1)
          .thenComparingLong(KroneckerFactors::q1);

  private BalancedFactors() {}

  /** The best factor shapes, whether or not they save parameters. */
  static KroneckerFactors best(MatrixShape shape) {
    long[] columnDivisors = divisors(shape.columns());
    KroneckerFactors best = new KroneckerFactors(1, 1, shape.rows(), shape.columns());
    for (long p1 : divisors(shape.rows())) {
      for (long q1 : columnDivisors) {
        var factors = new KroneckerFactors(p1, q1, shape.rows() / p1, shape.columns() / q1);
        if (factors.rank() == shape.smallerSide() && BEST_FIRST.compare(factors, best) < 0) {
          best = factors;
        }
      }
    }
    return best;
  }

  /**
   * The best factor shapes.
   *
   * @throws IllegalArgumentException if so many terms of them have more parameters than the dense
   *     matrix
   */
  static KroneckerFactors of(MatrixShape shape, int terms) {
    KroneckerFactors best = best(shape);
    long useful = shape.size() / best.parameters();
    if (useful == 0) {
      throw new IllegalArgumentException(noUsefulFactors(shape, best));
    }
    if (terms > useful) {
      throw new IllegalArgumentException(
          String.format(
              "%d terms of %d parameters each are more than the %d entries of a dense %s matrix. "
                  + "At most %d of them save anything: Kronecker.balanced(%d).",
              terms, best.parameters(), shape.size(), shape, useful, useful));
    }
    return best;
  }

  private static String noUsefulFactors(MatrixShape shape, KroneckerFactors best) {
    long rows = roundUp(shape.rows());
    long blockColumns = roundUp(shape.blockColumns());
    return String.format(
        "The sides of a %s matrix have no useful factors: every Kronecker product of full rank has "
            + "at least %d parameters, more than the %d entries of the dense matrix. Sizes close "
            + "by factor well, for example %d rows and %d x %d columns (for an LSTM: nIn %d, nOut "
            + "%d).",
        shape,
        best.parameters(),
        shape.size(),
        rows,
        shape.blocks(),
        blockColumns,
        rows,
        blockColumns);
  }

  private static long roundUp(long size) {
    return (size / WELL_FACTORED + 1) * WELL_FACTORED;
  }

  private static long[] divisors(long number) {
    List<Long> divisors = new ArrayList<>();
    for (long i = 1; i * i <= number; i++) {
      if (number % i == 0) {
        divisors.add(i);
        if (i != number / i) {
          divisors.add(number / i);
        }
      }
    }
    return divisors.stream().mapToLong(Long::longValue).sorted().toArray();
  }
}
