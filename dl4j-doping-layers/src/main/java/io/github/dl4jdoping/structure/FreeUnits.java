package io.github.dl4jdoping.structure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Which units of a hybrid matrix are free: positions within a column block, ascending. */
final class FreeUnits {

  private static final int SHOWN = 8;

  private FreeUnits() {}

  /**
   * Checks whether a matrix has these units.
   *
   * @throws IllegalArgumentException if they do not ascend strictly or are not within a block
   */
  static void check(int[] units, MatrixShape shape) {
    for (int i = 0; i < units.length; i++) {
      int least = i == 0 ? 0 : units[i - 1] + 1;
      if (units[i] < least || units[i] >= shape.blockColumns()) {
        throw new IllegalArgumentException(
            String.format(
                "The free units of a hybrid %s matrix are strictly ascending numbers from 0 to %d,"
                    + " positions within each of its %d blocks; got %d%s in %s.",
                shape,
                shape.blockColumns() - 1,
                shape.blocks(),
                units[i],
                i == 0 ? " first" : " after " + units[i - 1],
                described(units)));
      }
    }
  }

  /** Whether they are the first ones, so that nothing has to change its place. */
  static boolean areFirst(int[] units) {
    return units.length == 0 || units[units.length - 1] == units.length - 1;
  }

  /**
   * The columns of a matrix in the order in which a {@link HybridLayout} has them: in each block the
   * free ones, then all others, both ascending.
   */
  static int[] columns(int[] units, MatrixShape shape) {
    int width = Math.toIntExact(shape.blockColumns());
    int[] columns = new int[Math.toIntExact(shape.columns())];
    for (int block = 0; block < shape.blocks(); block++) {
      int nextFree = block * width;
      int nextOther = nextFree + units.length;
      for (int j = 0; j < width; j++) {
        boolean free = Arrays.binarySearch(units, j) >= 0;
        columns[free ? nextFree++ : nextOther++] = block * width + j;
      }
    }
    return columns;
  }

  /** The units as arguments of a call, shortened if there are many. */
  static String described(int[] units) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(units.length, SHOWN); i++) {
      text.append(i == 0 ? "" : ", ").append(units[i]);
    }
    if (units.length > SHOWN) {
      text.append(", ... ").append(units.length).append(" in all");
    }
    return text.toString();
  }

  /** The units whose columns of a target have most energy, all blocks together. */
  static int[] ofMostEnergy(int count, MatrixShape shape, FitTarget target) {
    INDArray scaled = target.scaled();
    INDArray energies = scaled.muli(scaled).sum(0);
    int units = Math.toIntExact(shape.blockColumns());
    double[] ofUnits = new double[units];
    for (int column = 0; column < shape.columns(); column++) {
      ofUnits[column % units] += energies.getDouble(column);
    }
    return IntStream.range(0, units)
        .boxed()
        .sorted(Comparator.comparingDouble(unit -> -ofUnits[unit]))
        .limit(count)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }
}
