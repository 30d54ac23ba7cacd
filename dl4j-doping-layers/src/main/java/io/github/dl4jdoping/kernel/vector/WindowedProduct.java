package io.github.dl4jdoping.kernel.vector;

import io.github.dl4jdoping.kernel.Product;
import java.util.Arrays;

/**
 * A sparse matrix as {@link SlidingWindows}: x is loaded into registers window by window, and each
 * slot takes its inputs from there by a permutation of lanes. That is several times as fast as
 * gathering them from memory.
 */
abstract class WindowedProduct implements Product {

  static final int OUTPUTS = SlidingWindows.OUTPUTS;

  /** Row vectors that share one pass over the matrix. */
  static final int ROWS = 4;

  /** Java 17 makes more of a look-up than HotSpot is willing to inline eight times in one method. */
  private static final boolean SHARES_PASSES = Runtime.version().feature() >= 24;

  /**
   * Where the values start in their array. Large arrays begin a region of the G1 collector, sixteen
   * bytes of header first; twelve floats further on lies a cache line's boundary, from which vectors
   * are loaded faster.
   */
  static final int FIRST_VALUE = 12;

  final int[] bases;
  final int[] firstSlots;
  final float[] values;
  final int[] indices;

  private final int rows;
  private final int columns;
  private final int groups;

  /** The column of each output in the order of the groups, or null if that is the matrix's own. */
  private final int[] columnOf;

  private final SingleEntries rest;

  WindowedProduct(int rows, int columns, SlidingWindows windows, int[] indices) {
    this.rows = rows;
    this.columns = columns;
    this.groups = windows.groups();
    this.bases = windows.bases();
    this.firstSlots = windows.firstSlots();
    this.values = values(windows);
    this.indices = indices;
    this.columnOf = windows.isSorted() ? columns(windows, columns) : null;
    this.rest = windows.rest();
  }

  private static float[] values(SlidingWindows windows) {
    float[] values = new float[FIRST_VALUE + windows.slots() * OUTPUTS];
    for (int slot = 0; slot < windows.slots(); slot++) {
      for (int i = 0; i < OUTPUTS; i++) {
        values[FIRST_VALUE + slot * OUTPUTS + i] = windows.value(slot, i);
      }
    }
    return values;
  }

  private static int[] columns(SlidingWindows windows, int columns) {
    int[] columnOf = new int[columns];
    Arrays.setAll(columnOf, windows::column);
    return columnOf;
  }

  @Override
  public final int rows() {
    return rows;
  }

  @Override
  public final int columns() {
    return columns;
  }

  @Override
  public final long bytes() {
    long ofWindows = 4L * (values.length + indices.length + bases.length + firstSlots.length);
    return ofWindows + (columnOf == null ? 0 : 4L * columnOf.length) + rest.bytes();
  }

  @Override
  public final int scratch(int batch) {
    return ROWS * OUTPUTS;
  }

  @Override
  public final void add(
      int batch,
      float[] x,
      int xFrom,
      int xStride,
      float[] y,
      int yFrom,
      int yStride,
      float[] scratch) {
    int i = 0;
    for (; SHARES_PASSES && i + ROWS <= batch; i += ROWS) {
      addFour(x, xFrom + i * xStride, xStride, y, yFrom + i * yStride, yStride, scratch);
    }
    for (; i < batch; i++) {
      addOne(x, xFrom + i * xStride, y, yFrom + i * yStride, scratch);
    }
    for (int row = 0; row < batch; row++) {
      rest.add(x, xFrom + row * xStride, y, yFrom + row * yStride);
    }
  }

  // One call of the kernel in each of these two, whatever the group: HotSpot inlines it once, and
  // would run out of its inlining budget in the second copy.

  private void addOne(float[] x, int xAt, float[] y, int yAt, float[] scratch) {
    int direct = columnOf == null ? columns / OUTPUTS : 0;
    for (int group = 0; group < groups; group++) {
      boolean inPlace = group < direct;
      if (!inPlace) {
        Arrays.fill(scratch, 0, OUTPUTS, 0f);
      }
      addOneRow(group, x, xAt, inPlace ? y : scratch, inPlace ? yAt + group * OUTPUTS : 0);
      if (!inPlace) {
        scatter(group, scratch, 0, y, yAt);
      }
    }
  }

  private void addFour(
      float[] x, int xAt, int xStride, float[] y, int yAt, int yStride, float[] scratch) {
    int direct = columnOf == null ? columns / OUTPUTS : 0;
    for (int group = 0; group < groups; group++) {
      boolean inPlace = group < direct;
      if (!inPlace) {
        Arrays.fill(scratch, 0, ROWS * OUTPUTS, 0f);
      }
      float[] sums = inPlace ? y : scratch;
      int at = inPlace ? yAt + group * OUTPUTS : 0;
      addFourRows(group, x, xAt, xStride, sums, at, inPlace ? yStride : OUTPUTS);
      for (int row = 0; row < ROWS && !inPlace; row++) {
        scatter(group, scratch, row * OUTPUTS, y, yAt + row * yStride);
      }
    }
  }

  private void scatter(int group, float[] sums, int sumsAt, float[] y, int yAt) {
    int first = group * OUTPUTS;
    int outputs = Math.min(OUTPUTS, columns - first);
    for (int i = 0; i < outputs; i++) {
      int column = columnOf == null ? first + i : columnOf[first + i];
      y[yAt + column] += sums[sumsAt + i];
    }
  }

  /** Adds a group's outputs for one row vector to the {@link #OUTPUTS} floats from y[yAt] on. */
  abstract void addOneRow(int group, float[] x, int xAt, float[] y, int yAt);

  /** The same for {@link #ROWS} row vectors. */
  abstract void addFourRows(
      int group, float[] x, int xAt, int xStride, float[] y, int yAt, int yStride);
}
