package io.github.dl4jdoping.sparsity;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.longer.CountNonZero;
import org.nd4j.linalg.factory.Nd4j;

/** Keeps the entries of largest magnitude of an array, an exact number of them. */
public final class MagnitudePruning {

  private MagnitudePruning() {}

  /**
   * The number of entries that are not zero.
   *
   * @param values any array
   * @return the size of its support
   */
  public static long nonZeros(INDArray values) {
    if (FlatFloats.reaches(values)) {
      return FlatFloats.nonZeros(values);
    }
    // Not a Condition: those take everything up to 1e-5 for zero.
    return Nd4j.getExecutioner().exec(new CountNonZero(values)).getLong(0);
  }

  /**
   * Whether an array has more entries than it may have. Nothing is counted if it may have all.
   *
   * @param values any array
   * @param most number of entries that are allowed not to be zero
   * @return true if more are not zero
   */
  public static boolean exceeds(INDArray values, long most) {
    return most < values.length() && nonZeros(values) > most;
  }

  /**
   * Sets all but the {@code keep} entries of largest magnitude to zero. Of entries of equal
   * magnitude those that come first in the array's own order are kept.
   *
   * @param values any array, also a view; changed in place
   * @param keep number of entries to keep, at least 0
   */
  public static void prune(INDArray values, long keep) {
    double[] magnitudes = ColumnMajor.inOwnOrder(values);
    boolean[] kept = new boolean[magnitudes.length];
    Largest.mark(magnitudes, 0, kept.length, keep, kept);
    values.muli(ColumnMajor.maskInOwnOrder(kept, values));
    // Zeros without a sign, whatever sign the pruned entries had.
    values.addi(0);
  }

  /**
   * Prunes a matrix to the {@linkplain Granularity#achievable achievable} number of entries: keeps
   * the support of largest magnitude that has the granularity. A matrix that has no more entries
   * than that is left as it is.
   *
   * @param matrix S, {@code [m, n]}, also a view; changed in place
   * @param keep number of entries to keep, at least 0
   * @param granularity what is kept or dropped as a whole
   * @throws IllegalStateException if zeros of the matrix leave no such support of that size, because
   *     it was pruned with another granularity before
   */
  public static void prune(INDArray matrix, long keep, Granularity granularity) {
    matrix.muli(support(matrix, matrix.size(0), keep, granularity));
    matrix.addi(0);
  }

  /**
   * The support of largest magnitude as a mask of ones and zeros.
   *
   * @param matrix {@code [m, n]}, or its entries column by column in an array of another shape
   * @param rows m
   * @param keep number of entries, at least 0
   * @param granularity what is kept or dropped as a whole
   * @return an array of the same type and shape, with an achievable number of ones
   */
  static INDArray support(INDArray matrix, long rows, long keep, Granularity granularity) {
    long exact = granularity.achievable(rows, matrix.length() / rows, keep);
    if (nonZeros(matrix) <= exact) {
      return matrix.neq(0).castTo(matrix.dataType());
    }
    double[] magnitudes = ColumnMajor.magnitudes(matrix, rows);
    boolean[] kept = granularity.largest(magnitudes, Math.toIntExact(rows), exact);
    requireExact(kept, exact, granularity);
    return ColumnMajor.mask(kept, matrix, rows);
  }

  /**
   * The best support for approximating a matrix by a sparse one. Unlike pruning, which never brings a
   * zero back, it takes zeros where nothing else is left, so that there are always as many entries as
   * asked for.
   *
   * @param matrix {@code [m, n]}, in any order; not modified
   * @param size number of entries, which the granularity must allow
   * @param granularity what is chosen as a whole
   * @return an array of the same type and shape with {@code size} ones, otherwise zeros
   */
  public static INDArray bestSupport(INDArray matrix, long size, Granularity granularity) {
    long rows = matrix.size(0);
    double[] magnitudes = ColumnMajor.magnitudes(matrix, rows);
    Arrays.setAll(magnitudes, i -> Math.max(magnitudes[i], Double.MIN_NORMAL));
    boolean[] kept = granularity.largest(magnitudes, Math.toIntExact(rows), size);
    requireExact(kept, size, granularity);
    return ColumnMajor.mask(kept, matrix, rows);
  }

  private static void requireExact(boolean[] kept, long exact, Granularity granularity) {
    long count = 0;
    for (boolean one : kept) {
      count += one ? 1 : 0;
    }
    if (count != exact) {
      throw new IllegalStateException(
          "A matrix cannot be pruned to "
              + exact
              + " entries with granularity "
              + granularity
              + ": its zeros leave a support of at most "
              + count
              + ". Zeros stay zero, so keep the granularity that it was pruned with before, or"
              + " start from a matrix without zeros.");
    }
  }
}
