package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Kernels;

/**
 * A hybrid matrix (HMD, arXiv 1906.04886) for the four gate blocks of an LSTM: in every block the
 * same d columns are free, and each other column is two stacked pieces of rank r, one for the first
 * half of the inputs and one for the second. Block g of half h is {@code L[rows of h, g r ...] Q[h r
 * ..., columns of g]}. D and Q have their columns in ascending order.
 */
public final class HybridFactors extends Factors {

  private final HybridShape shape;
  private final FreeUnits units;
  private final float[] dense;
  private final float[] left;
  private final float[] right;

  /**
   * A hybrid matrix whose free columns are the first ones of each block.
   *
   * @param rows number of inputs
   * @param columns number of outputs 4H
   * @param denseColumns number of free columns d in each gate block, in [0, H]
   * @param rank r of each low-rank piece, at least 1; 0 if d is H
   * @param dense {@code D [rows, 4 d]}, row-major; empty if d is 0; copied
   * @param left {@code L [rows, 4 r]}, row-major; empty if d is H; copied
   * @param right {@code Q [2 r, 4 (H - d)]} (or {@code [r, ...]} if there is one row), row-major;
   *     empty if d is H; copied
   * @throws IllegalArgumentException if a size is out of range, an array does not have its shape or
   *     a value is not finite
   */
  public HybridFactors(
      int rows,
      int columns,
      int denseColumns,
      int rank,
      float[] dense,
      float[] left,
      float[] right) {
    this(
        new HybridShape(rows, columns, denseColumns, rank),
        FreeUnits.first(columns / HybridShape.BLOCKS, denseColumns),
        dense,
        left,
        right);
  }

  /**
   * A hybrid matrix with given free columns.
   *
   * @param rows number of inputs
   * @param columns number of outputs 4H
   * @param freeUnits the d free columns of each gate block, strictly ascending, in [0, H); copied
   * @param rank r of each low-rank piece, from 1 to half of the rows, rounded up, unless the free
   *     columns are the first ones; 0 if d is H
   * @param dense {@code D [rows, 4 d]}, row-major; empty if d is 0; copied
   * @param left {@code L [rows, 4 r]}, row-major; empty if d is H; copied
   * @param right {@code Q [2 r, 4 (H - d)]} (or {@code [r, ...]} if there is one row), row-major;
   *     empty if d is H; copied
   * @throws IllegalArgumentException if a size or a unit is out of range, an array does not have its
   *     shape or a value is not finite
   */
  public HybridFactors(
      int rows,
      int columns,
      int[] freeUnits,
      int rank,
      float[] dense,
      float[] left,
      float[] right) {
    this(
        new HybridShape(rows, columns, freeUnits.length, rank),
        FreeUnits.of(columns / HybridShape.BLOCKS, freeUnits),
        dense,
        left,
        right);
  }

  HybridFactors(HybridShape shape, FreeUnits units, float[] dense, float[] left, float[] right) {
    super(shape.rows(), shape.columns());
    this.shape = shape;
    this.units = units;
    checkRank();
    this.dense = part("D", dense, rows(), shape.denseWidth());
    this.left = part("L", left, rows(), shape.rankWidth());
    long stacked = (long) shape.halves() * shape.rank();
    this.right = part("Q", right, stacked, shape.lowRankWidth());
  }

  /** A higher rank adds nothing, and its columns of zeros could take any amount of memory. */
  private void checkRank() {
    if (!units.areFirst() && shape.rank() > shape.halfRows(0)) {
      throw new IllegalArgumentException(
          "The rank of a hybrid matrix with given free units is at most half of its rows, "
              + shape.halfRows(0)
              + "; got "
              + shape.rank()
              + ".");
    }
  }

  private static float[] part(String name, float[] values, long rows, long columns) {
    if (columns == 0 && values.length == 0) {
      return values;
    }
    return Checks.values(name, values, rows, columns);
  }

  /**
   * The number of free columns in each gate block.
   *
   * @return d, at least 0
   */
  public int denseColumns() {
    return shape.dense();
  }

  /**
   * The free columns of each gate block.
   *
   * @return d numbers in [0, H), ascending; a new array
   */
  public int[] freeUnits() {
    return units.toArray();
  }

  /**
   * The rank of each low-rank piece.
   *
   * @return r; 0 if every column is free
   */
  public int rank() {
    return shape.rank();
  }

  @Override
  public long parameters() {
    return (long) dense.length + left.length + right.length;
  }

  @Override
  FactorsLayout layout(Kernels kernels) {
    HybridProduct product = new HybridProduct(kernels, shape, units, dense, left, right);
    return FactorsLayout.of(product, product::factors);
  }

  @Override
  void write(ByteWriter out) {
    out.u8(units.areFirst() ? FileCodes.HYBRID : FileCodes.HYBRID_WITH_FREE_UNITS);
    out.u32(shape.dense());
    if (!units.areFirst()) {
      out.u32s(units.toArray());
    }
    out.u32(shape.rank());
    out.floats(dense);
    out.floats(left);
    out.floats(right);
  }

  @Override
  void addTo(double[] target) {
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < columns(); j++) {
        int block = j / shape.blockColumns();
        int within = units.position(j % shape.blockColumns());
        target[i * columns() + j] +=
            within < shape.dense()
                ? dense[i * shape.denseWidth() + block * shape.dense() + within]
                : lowRankEntry(i, block, within - shape.dense());
      }
    }
  }

  private double lowRankEntry(int i, int block, int within) {
    int half = i < shape.halfRows(0) ? 0 : 1;
    int rank = shape.rank();
    int atLeft = i * HybridShape.BLOCKS * rank + block * rank;
    int atRight = half * rank * shape.lowRankWidth() + block * shape.lowRank() + within;
    double sum = 0;
    for (int k = 0; k < rank; k++) {
      sum += (double) left[atLeft + k] * right[atRight + k * shape.lowRankWidth()];
    }
    return sum;
  }
}
