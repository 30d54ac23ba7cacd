package io.github.dl4jdoping.runtime;

import java.util.Arrays;

/**
 * Which columns of each gate block of a hybrid matrix are free, and so where its columns are: the
 * parts of the matrix have the free columns of a block and then its other ones, both ascending.
 */
final class FreeUnits {

  private final int[] units;

  private FreeUnits(int[] units) {
    this.units = units;
  }

  /** The first d columns of each block. */
  static FreeUnits first(int count) {
    int[] units = new int[count];
    Arrays.setAll(units, i -> i);
    return new FreeUnits(units);
  }

  /**
   * Any columns of each block.
   *
   * @throws IllegalArgumentException if they do not ascend strictly
   */
  static FreeUnits of(int... units) {
    int[] copy = units.clone();
    for (int i = 0; i < copy.length; i++) {
      if (copy[i] < 0 || (i > 0 && copy[i] <= copy[i - 1])) {
        throw new IllegalArgumentException(
            "Free units ascend strictly from 0 on; number "
                + i
                + " is "
                + copy[i]
                + (i == 0 ? "." : " after " + copy[i - 1] + "."));
      }
    }
    return new FreeUnits(copy);
  }

  /**
   * Checks that blocks have all of the units.
   *
   * @throws IllegalArgumentException if they have not
   */
  FreeUnits within(int blockColumns) {
    if (units.length > 0 && units[units.length - 1] >= blockColumns) {
      throw new IllegalArgumentException(
          "Blocks of "
              + blockColumns
              + " columns do not have a free unit "
              + units[units.length - 1]
              + ".");
    }
    return this;
  }

  int count() {
    return units.length;
  }

  int[] toArray() {
    return units.clone();
  }

  /** Whether they are the first ones, so that every column is where the parts have it. */
  boolean areFirst() {
    return units.length == 0 || units[units.length - 1] == units.length - 1;
  }

  /** Where the parts have a column of a block. */
  int position(int column) {
    int found = Arrays.binarySearch(units, column);
    return found >= 0 ? found : units.length + column - (-found - 1);
  }

  long bytes() {
    return (long) Integer.BYTES * units.length;
  }

  /**
   * Adds the outputs of a block, in the order of the parts, to where they belong.
   *
   * @param length number of columns of the block
   */
  void add(float[] outputs, int from, int length, float[] y, int yAt) {
    int next = from + units.length;
    int column = 0;
    for (int i = 0; i < units.length; i++) {
      while (column < units[i]) {
        y[yAt + column++] += outputs[next++];
      }
      y[yAt + column++] += outputs[from + i];
    }
    while (column < length) {
      y[yAt + column++] += outputs[next++];
    }
  }
}
