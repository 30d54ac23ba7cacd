package io.github.dl4jdoping.structure;

/**
 * The shape of a weight matrix whose columns fall into equal blocks, one per gate.
 *
 * @param rows number of inputs, at least 1
 * @param columns number of outputs over all blocks, a positive multiple of {@code blocks}
 * @param blocks number of column blocks: 4 for the gates of an LSTM, 1 for a plain matrix
 */
public record MatrixShape(long rows, long columns, int blocks) {

  /**
   * Checks the sizes.
   *
   * @param rows number of inputs
   * @param columns number of outputs over all blocks
   * @param blocks number of column blocks
   * @throws IllegalArgumentException if a size is not positive or the blocks do not divide the
   *     columns
   */
  public MatrixShape {
    if (rows < 1 || columns < 1 || blocks < 1 || columns % blocks != 0) {
      throw new IllegalArgumentException(
          "A weight matrix needs at least one row and columns that fall into equal blocks; got "
              + "rows "
              + rows
              + ", columns "
              + columns
              + ", blocks "
              + blocks
              + ".");
    }
  }

  /**
   * The shape of one weight matrix of an LSTM.
   *
   * @param inputs number of rows
   * @param units number of LSTM units; the matrix has four columns per unit
   * @return the shape {@code [inputs, 4 units]} in four blocks
   */
  public static MatrixShape lstm(long inputs, long units) {
    return new MatrixShape(inputs, 4 * units, 4);
  }

  /**
   * The number of entries of the dense matrix.
   *
   * @return rows times columns
   */
  public long size() {
    return rows * columns;
  }

  /**
   * The number of columns in one block.
   *
   * @return columns divided by blocks
   */
  public long blockColumns() {
    return columns / blocks;
  }

  /**
   * The size of the smaller side, which no rank can exceed.
   *
   * @return the smaller of rows and columns
   */
  public long smallerSide() {
    return Math.min(rows, columns);
  }

  @Override
  public String toString() {
    return "[" + rows + ", " + columns + "]";
  }
}
