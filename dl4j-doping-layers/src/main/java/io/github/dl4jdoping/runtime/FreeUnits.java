package io.github.dl4jdoping.runtime;

import java.util.Arrays;

/**
 * Which columns of each gate block of a hybrid matrix are free. The parts of the matrix have the
 * columns of a block in another order: the free ones, then all others, both ascending. Where the
 * first ones are free, that is no other order, and nothing is stored or moved.
 */
final class FreeUnits {

  private final int blockColumns;
  private final int count;

  /** Empty if they are the first ones. */
  private final int[] chosen;

  private FreeUnits(int blockColumns, int count, int[] chosen) {
    this.blockColumns = blockColumns;
    this.count = count;
    this.chosen = chosen;
  }

  /** The first columns of each block. */
  static FreeUnits first(int blockColumns, int count) {
    return new FreeUnits(blockColumns, count, new int[0]);
  }

  /**
   * Any columns of each block.
   *
   * @throws IllegalArgumentException if they do not ascend strictly within a block
   */
  static FreeUnits of(int blockColumns, int[] units) {
    for (int i = 0; i < units.length; i++) {
      int least = i == 0 ? 0 : units[i - 1] + 1;
      if (units[i] < least || units[i] >= blockColumns) {
        throw new IllegalArgumentException(
            "Free units ascend strictly within blocks of "
                + blockColumns
                + " columns; number "
                + i
                + " is "
                + units[i]
                + (i == 0 ? "." : " after " + units[i - 1] + "."));
      }
    }
    boolean first = units.length == 0 || units[units.length - 1] == units.length - 1;
    return first
        ? first(blockColumns, units.length)
        : new FreeUnits(blockColumns, units.length, units.clone());
  }

  int count() {
    return count;
  }

  boolean areFirst() {
    return chosen.length == 0;
  }

  int[] toArray() {
    int[] units = areFirst() ? new int[count] : chosen.clone();
    if (areFirst()) {
      Arrays.setAll(units, i -> i);
    }
    return units;
  }

  long bytes() {
    return (long) Integer.BYTES * chosen.length;
  }

  /** Where the parts have a column of a block. */
  int position(int column) {
    if (areFirst()) {
      return column;
    }
    int found = Arrays.binarySearch(chosen, column);
    return found >= 0 ? found : count + column - (-found - 1);
  }

  /** Adds the outputs of the free columns of a block that starts at yAt. */
  void addFree(float[] outputs, int from, float[] y, int yAt) {
    if (areFirst()) {
      for (int j = 0; j < count; j++) {
        y[yAt + j] += outputs[from + j];
      }
      return;
    }
    for (int j = 0; j < count; j++) {
      y[yAt + chosen[j]] += outputs[from + j];
    }
  }

  /** The column of a block from which on there are others than free ones. */
  int othersFrom() {
    return areFirst() ? count : 0;
  }

  /** The number of columns from there to the end of the block, free ones included. */
  int othersWidth() {
    return blockColumns - othersFrom();
  }

  /** Copies what belongs to the other columns to where they are among {@link #othersWidth}. */
  void spreadOthers(float[] compact, int from, float[] spread, int to) {
    copyOthers((next, column) -> spread[to + column] = compact[from + next]);
  }

  /** Copies it back. */
  void collectOthers(float[] spread, int from, float[] compact, int to) {
    copyOthers((next, column) -> compact[to + next] = spread[from + column]);
  }

  private interface Copy {
    void copy(int next, int column);
  }

  private void copyOthers(Copy copy) {
    int free = 0;
    for (int column = 0; column < othersWidth(); column++) {
      if (free < chosen.length && chosen[free] == column) {
        free++;
      } else {
        copy.copy(column - free, column);
      }
    }
  }
}
