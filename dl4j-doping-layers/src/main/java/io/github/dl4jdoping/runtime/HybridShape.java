package io.github.dl4jdoping.runtime;

/**
 * Where the parts of a hybrid matrix lie, its dense columns first ({@link FreeUnits} tells where they
 * belong). The columns fall into four gate blocks; in each the dense columns come first and the
 * low-rank ones after them. The rows fall into two halves, the first of which takes the odd row; a
 * single row is one half.
 *
 * @param rows number of inputs
 * @param columns number of outputs, a multiple of 4
 * @param dense number of dense columns d in each block
 * @param rank rank r of each low-rank block; 0 if and only if every column is dense
 */
record HybridShape(int rows, int columns, int dense, int rank) {

  static final int BLOCKS = 4;

  HybridShape {
    Checks.size("A hybrid matrix", rows, columns);
    if (columns % BLOCKS != 0 || dense < 0 || dense > columns / BLOCKS) {
      throw new IllegalArgumentException(
          "A hybrid matrix has four blocks of equally many columns, of which 0 to all are dense;"
              + " got "
              + columns
              + " columns and "
              + dense
              + " dense ones in each block.");
    }
    if (rank < 0 || (rank == 0) != (dense == columns / BLOCKS)) {
      throw new IllegalArgumentException(
          "The rank is at least 1, or 0 if every column is dense; got "
              + rank
              + " with "
              + dense
              + " dense columns in blocks of "
              + columns / BLOCKS
              + ".");
    }
  }

  int blockColumns() {
    return columns / BLOCKS;
  }

  /** The number of low-rank columns in each block. */
  int lowRank() {
    return blockColumns() - dense;
  }

  int halves() {
    return rows == 1 ? 1 : 2;
  }

  /** The first row of a half. */
  int halfStart(int half) {
    return half == 0 ? 0 : (rows + 1) / 2;
  }

  /** The number of rows of a half. */
  int halfRows(int half) {
    return half == 0 ? (rows + 1) / 2 : rows / 2;
  }

  /** The columns of D. */
  int denseWidth() {
    return BLOCKS * dense;
  }

  /** The columns of L. */
  long rankWidth() {
    return (long) BLOCKS * rank;
  }

  /** The columns of Q. */
  int lowRankWidth() {
    return BLOCKS * lowRank();
  }
}
