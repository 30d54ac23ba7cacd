package io.github.dl4jdoping.support;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * The support of a sparse matrix {@code S [rows, columns]}: the positions of its non-zeros, column
 * after column, rows ascending within each. Position {@code p} is row {@code p % rows} of column
 * {@code p / rows}; columns are outputs, as everywhere in this library ({@code z = x S}).
 *
 * <p>Immutable. A sparse matrix is a support together with an array of values in the same order.
 */
public final class Support {

  private final int rows;
  private final int columns;
  private final int[] positions;

  private Support(int rows, int columns, int[] positions) {
    this.rows = rows;
    this.columns = columns;
    this.positions = positions;
  }

  /**
   * A support with the given positions.
   *
   * @param rows number of inputs, at least 1
   * @param columns number of outputs, at least 1
   * @param positions column-major and strictly ascending, each in {@code [0, rows * columns)};
   *     copied
   * @return the support
   * @throws IllegalArgumentException if the shape is empty or has more than 2^31 - 1 entries, or if
   *     positions are out of order or out of range
   */
  public static Support of(int rows, int columns, int... positions) {
    int size = size(rows, columns);
    int[] copy = positions.clone();
    for (int k = 0; k < copy.length; k++) {
      int least = k == 0 ? 0 : copy[k - 1] + 1;
      if (copy[k] < least || copy[k] >= size) {
        throw new IllegalArgumentException(
            "Positions ascend strictly within [0, "
                + size
                + "); number "
                + k
                + " is "
                + copy[k]
                + (k == 0 ? "." : " after " + copy[k - 1] + "."));
      }
    }
    return new Support(rows, columns, copy);
  }

  /**
   * The support of a dense matrix.
   *
   * @param rows number of inputs
   * @param columns number of outputs
   * @param values the matrix, column-major, {@code rows * columns} numbers
   * @return the positions of all values that are not zero
   * @throws IllegalArgumentException if the shape is empty or too large, or not that of the values
   */
  public static Support of(int rows, int columns, float[] values) {
    if (size(rows, columns) != values.length) {
      throw new IllegalArgumentException(
          "A matrix [" + rows + ", " + columns + "] does not have " + values.length + " values.");
    }
    int[] positions = new int[values.length];
    int count = 0;
    for (int p = 0; p < values.length; p++) {
      positions[count] = p;
      count += values[p] == 0 ? 0 : 1;
    }
    return new Support(rows, columns, Arrays.copyOf(positions, count));
  }

  /**
   * Reads a support's delta code from a buffer's position on and moves that behind it.
   *
   * @param rows number of inputs
   * @param columns number of outputs
   * @param count number of non-zeros
   * @param buffer the code, possibly followed by other data
   * @return the support
   * @throws IllegalArgumentException if the shape is empty or too large, or the count negative or
   *     greater than the number of entries
   * @throws MalformedSupportException if the bytes are not the code of such a support; the buffer's
   *     position is then where the offending number starts
   */
  public static Support decode(int rows, int columns, int count, ByteBuffer buffer) {
    int size = size(rows, columns);
    if (count < 0 || count > size) {
      throw new IllegalArgumentException(
          "A matrix of " + size + " entries has 0 to " + size + " non-zeros; got " + count + ".");
    }
    if (count > buffer.remaining()) {
      throw new MalformedSupportException(
          "The delta code of the support is damaged: "
              + count
              + " non-zeros take at least as many"
              + " bytes, and "
              + buffer.remaining()
              + " are left");
    }
    return new Support(rows, columns, DeltaCode.decode(buffer, count, size));
  }

  private static int size(int rows, int columns) {
    long size = (long) rows * columns;
    if (rows < 1 || columns < 1 || size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "A support has at least one row and one column and at most 2^31 - 1 entries; got ["
              + rows
              + ", "
              + columns
              + "].");
    }
    return (int) size;
  }

  /**
   * The support's delta code, about one byte for each non-zero.
   *
   * @return a new array
   */
  public byte[] deltaCode() {
    return DeltaCode.encode(positions);
  }

  /**
   * The number of inputs.
   *
   * @return at least 1
   */
  public int rows() {
    return rows;
  }

  /**
   * The number of outputs.
   *
   * @return at least 1
   */
  public int columns() {
    return columns;
  }

  /**
   * The number of non-zeros.
   *
   * @return at least 0
   */
  public int size() {
    return positions.length;
  }

  /**
   * Where a non-zero is.
   *
   * @param k its number, in {@code [0, size)}
   * @return its column-major position
   */
  public int position(int k) {
    return positions[k];
  }

  /**
   * The input of a non-zero.
   *
   * @param k its number
   * @return its row
   */
  public int row(int k) {
    return positions[k] % rows;
  }

  /**
   * The output of a non-zero.
   *
   * @param k its number
   * @return its column
   */
  public int column(int k) {
    return positions[k] / rows;
  }

  /**
   * All positions.
   *
   * @return a new array, strictly ascending
   */
  public int[] positions() {
    return positions.clone();
  }

  /**
   * The share of entries that are not zero.
   *
   * @return in [0, 1]
   */
  public double density() {
    return (double) positions.length / size(rows, columns);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Support that
        && rows == that.rows
        && columns == that.columns
        && Arrays.equals(positions, that.positions);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rows, columns, Arrays.hashCode(positions));
  }

  @Override
  public String toString() {
    return positions.length + " non-zeros of [" + rows + ", " + columns + "]";
  }
}
