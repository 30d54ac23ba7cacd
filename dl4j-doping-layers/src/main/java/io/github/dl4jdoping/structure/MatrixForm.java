package io.github.dl4jdoping.structure;

import java.util.List;

/**
 * Which of this library's families a matrix belongs to, and the sizes of its factors: what another
 * implementation of its product has to know. The layout of the slots is that of the family.
 */
public sealed interface MatrixForm {

  /** The zero matrix, without slots. */
  record Zero() implements MatrixForm {}

  /** A matrix whose only slot, {@code D [rows, columns]}, is the matrix. */
  record Dense() implements MatrixForm {}

  /**
   * {@code sum_k B_k (x) C_k}; row k of slot {@code B [terms, p1 q1]} is B_k flattened row-major, and
   * likewise for {@code C [terms, p2 q2]}.
   *
   * @param terms number of terms
   * @param p1 rows of B_k
   * @param q1 columns of B_k
   * @param p2 rows of C_k
   * @param q2 columns of C_k
   */
  record Kronecker(int terms, long p1, long q1, long p2, long q2) implements MatrixForm {}

  /**
   * {@code L Q} with slots {@code L [rows, rank]} and {@code Q [rank, columns]}.
   *
   * @param rank number of columns of L
   */
  record LowRank(int rank) implements MatrixForm {}

  /**
   * A hybrid matrix. Of g column blocks, each has the same free columns, in slot {@code D [rows, g
   * denseColumns]}; its other columns are two stacked matrices of low rank, with slots {@code L
   * [rows, g rank]} and {@code Q [2 rank, g (block columns - denseColumns)]} (one half and {@code Q
   * [rank, ...]} if there is one row). Slots have their columns in ascending order and block by
   * block; slots without entries are left out.
   *
   * @param denseColumns number of free columns in each block
   * @param rank rank of each low-rank piece
   * @param freeUnits the positions of the free columns within each block, ascending; empty if they
   *     are the first ones
   */
  record Hybrid(long denseColumns, int rank, List<Integer> freeUnits) implements MatrixForm {

    /**
     * Copies the list.
     *
     * @param denseColumns number of free columns in each block
     * @param rank rank of each low-rank piece
     * @param freeUnits the positions of the free columns, or empty
     */
    public Hybrid {
      freeUnits = List.copyOf(freeUnits);
    }

    /**
     * A hybrid matrix whose free columns are the first ones of each block.
     *
     * @param denseColumns number of free columns in each block
     * @param rank rank of each low-rank piece
     */
    public Hybrid(long denseColumns, int rank) {
      this(denseColumns, rank, List.of());
    }
  }
}
