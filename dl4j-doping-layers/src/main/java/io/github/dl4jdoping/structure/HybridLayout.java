package io.github.dl4jdoping.structure;

/**
 * Where the parts of a hybrid matrix lie. In every column block the free columns come first and the
 * low-rank ones after them; the rows fall into two halves, the first of which takes the odd row.
 *
 * @param shape the shape of the matrix
 * @param dense number of free columns in each block
 * @param rank rank of each low-rank block
 */
record HybridLayout(MatrixShape shape, long dense, int rank) {

  /** The number of low-rank columns in each block. */
  long lowRank() {
    return shape.blockColumns() - dense;
  }

  /** The number of row halves: one if there is a single row. */
  int halves() {
    return shape.rows() == 1 ? 1 : 2;
  }

  /** The first row of a half. */
  long halfStart(int half) {
    return half == 0 ? 0 : firstHalf();
  }

  /** The number of rows of a half. */
  long halfRows(int half) {
    return half == 0 ? firstHalf() : shape.rows() - firstHalf();
  }

  /** The first free column of a block. */
  long denseStart(int block) {
    return block * shape.blockColumns();
  }

  /** The first low-rank column of a block. */
  long lowRankStart(int block) {
    return denseStart(block) + dense;
  }

  /** The highest rank that every low-rank block can have; unbounded if there are none. */
  long largestRank() {
    return lowRank() == 0 ? Long.MAX_VALUE : Math.min(halfRows(halves() - 1), lowRank());
  }

  private long firstHalf() {
    return (shape.rows() + 1) / 2;
  }
}
