package io.github.dl4jdoping.sparsity;

import java.io.Serializable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonTypeInfo;

/**
 * What a pruned matrix S {@code [m, n]} (inputs by outputs) keeps or drops as a whole. Immutable.
 *
 * <p>A coarse granularity costs freedom in the choice of entries and gives it back in speed and
 * index bytes. It also has fewer possible numbers of entries; {@link #achievable} says which, and
 * pruning leaves exactly such a number.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, property = "@class")
public sealed interface Granularity extends Serializable permits AnyPosition, BankBalanced, Blocks {

  /**
   * Any entries, wherever they are.
   *
   * @return the default
   */
  static Granularity unstructured() {
    return new AnyPosition();
  }

  /**
   * Equally many entries in each output of a tile of 64 outputs by one bank of inputs.
   *
   * @param bank inputs in a bank: 16, 32 or 64
   * @return the granularity
   * @throws IllegalArgumentException if the size is another
   */
  static Granularity bankBalanced(int bank) {
    return new BankBalanced(bank);
  }

  /**
   * Blocks of consecutive outputs that share an input.
   *
   * @param width outputs in a block: 8 or 16
   * @return the granularity
   * @throws IllegalArgumentException if the width is another
   */
  static Granularity blocks(int width) {
    return new Blocks(width);
  }

  /**
   * The largest possible number of entries up to a given one. It depends on the shape alone, and any
   * support of this granularity with such a number of entries can be pruned to any smaller such
   * number.
   *
   * @param rows m, number of inputs
   * @param columns n, number of outputs
   * @param nonZeros the number asked for
   * @return at least 0, at most {@code nonZeros} and at most {@code m n}, which is always possible
   */
  long achievable(long rows, long columns, long nonZeros);

  /**
   * Whether the support of a matrix is of this granularity.
   *
   * @param matrix S, {@code [m, n]}, in any order
   * @return true also if it has no entries at all
   */
  default boolean describes(INDArray matrix) {
    return describes(
        ColumnMajor.magnitudes(matrix, matrix.size(0)), Math.toIntExact(matrix.size(0)));
  }

  /**
   * Whether a support is of this granularity.
   *
   * @param magnitudes of the entries, output by output
   * @param rows m, number of inputs
   * @return true also if all are 0
   */
  boolean describes(double[] magnitudes, int rows);

  /**
   * The support of largest magnitude among those of this granularity with so many entries. Entries
   * that are 0 are never part of it.
   *
   * @param magnitudes of the entries, output by output, none negative
   * @param rows m, number of inputs
   * @param keep an {@linkplain #achievable achievable} number
   * @return true for {@code keep} entries, or fewer if the matrix has zeros in the wrong places
   */
  boolean[] largest(double[] magnitudes, int rows, long keep);
}
