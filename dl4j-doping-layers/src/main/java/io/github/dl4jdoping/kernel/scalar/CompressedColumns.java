package io.github.dl4jdoping.kernel.scalar;

import io.github.dl4jdoping.kernel.Product;
import io.github.dl4jdoping.support.Support;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A sparse matrix of any support, output by output: the non-zeros of a column and their rows lie one
 * after the other, in blocks of four. Columns with the same number of blocks stand together, since a
 * loop that ends at another count each time costs the processor more than its work.
 *
 * <p>Rows take 16 bits; a matrix with more inputs than that is refused.
 */
public final class CompressedColumns implements Product {

  private static final int BLOCK = 4;
  private static final int MOST_ROWS = 1 << 16;

  private final int rows;
  private final int columns;

  /** Columns by their number of blocks. */
  private final int[] order;

  /** For each number of blocks, how many columns have it. */
  private final int[] columnsWithBlocks;

  /** The last block of a column is filled up with the value 0 at the row of its last non-zero. */
  private final float[] values;

  private final char[] row;

  /**
   * Lays out a matrix.
   *
   * @param support where its non-zeros are
   * @param values the non-zeros, in the order of the support
   * @throws IllegalArgumentException if there are more than 65536 rows, or not as many values as
   *     non-zeros
   */
  public CompressedColumns(Support support, float[] values) {
    check(support, values);
    this.rows = support.rows();
    this.columns = support.columns();
    int[] starts = starts(support);
    this.order =
        IntStream.range(0, columns)
            .boxed()
            .sorted(Comparator.comparingInt(column -> blocks(starts, column)))
            .mapToInt(Integer::intValue)
            .toArray();
    this.columnsWithBlocks = new int[blocks(starts, order[columns - 1]) + 1];
    int size = 0;
    for (int column : order) {
      columnsWithBlocks[blocks(starts, column)]++;
      size = Math.addExact(size, blocks(starts, column) * BLOCK);
    }
    this.values = new float[size];
    this.row = new char[size];
    fill(support, values, starts);
  }

  private static void check(Support support, float[] values) {
    if (support.rows() > MOST_ROWS) {
      throw new IllegalArgumentException(
          "Sparse products take up to 65536 inputs; got " + support.rows() + ".");
    }
    if (support.size() != values.length) {
      throw new IllegalArgumentException(
          support + " need as many values; got " + values.length + ".");
    }
  }

  private static int[] starts(Support support) {
    int[] starts = new int[support.columns() + 1];
    for (int k = 0; k < support.size(); k++) {
      starts[support.column(k) + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    return starts;
  }

  private static int blocks(int[] starts, int column) {
    return (starts[column + 1] - starts[column] + BLOCK - 1) / BLOCK;
  }

  private void fill(Support support, float[] given, int[] starts) {
    int at = 0;
    for (int column : order) {
      for (int k = starts[column]; k < starts[column + 1]; k++) {
        values[at] = given[k];
        row[at++] = (char) support.row(k);
      }
      for (; at % BLOCK != 0; at++) {
        row[at] = row[at - 1];
      }
    }
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public long bytes() {
    return 4L * (order.length + columnsWithBlocks.length + values.length) + 2L * row.length;
  }

  @Override
  public int scratch(int batch) {
    return 0;
  }

  @Override
  public void add(
      int batch,
      float[] x,
      int xFrom,
      int xStride,
      float[] y,
      int yFrom,
      int yStride,
      float[] scratch) {
    for (int i = 0; i < batch; i++) {
      addOne(x, xFrom + i * xStride, y, yFrom + i * yStride);
    }
  }

  private void addOne(float[] x, int xAt, float[] y, int yAt) {
    int first = columnsWithBlocks[0];
    int at = 0;
    for (int blocks = 1; blocks < columnsWithBlocks.length; blocks++) {
      int last = first + columnsWithBlocks[blocks];
      for (int i = first; i < last; i++) {
        y[yAt + order[i]] += column(at, blocks, x, xAt);
        at += blocks * BLOCK;
      }
      first = last;
    }
  }

  /** Four sums, since a chain of additions would wait for each one to end. */
  private float column(int from, int blocks, float[] x, int xAt) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int end = from + blocks * BLOCK;
    for (int k = from; k < end; k += BLOCK) {
      s0 += values[k] * x[xAt + row[k]];
      s1 += values[k + 1] * x[xAt + row[k + 1]];
      s2 += values[k + 2] * x[xAt + row[k + 2]];
      s3 += values[k + 3] * x[xAt + row[k + 3]];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
