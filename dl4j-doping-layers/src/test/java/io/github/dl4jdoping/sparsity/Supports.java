package io.github.dl4jdoping.sparsity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a granularity means, spelt out without the code under test. */
public final class Supports {

  private Supports() {}

  /** Whether the non-zeros of a matrix {@code [m, n]} are of a granularity. */
  public static boolean isOf(Granularity granularity, INDArray matrix) {
    double[][] values = matrix.toDoubleMatrix();
    if (granularity instanceof BankBalanced balanced) {
      return isBalanced(values, balanced.bank());
    }
    return !(granularity instanceof Blocks blocks) || isOfBlocks(values, blocks.width());
  }

  private static boolean isBalanced(double[][] values, int bank) {
    for (int row = 0; row < values.length; row += bank) {
      int from = row;
      int to = Math.min(values.length, row + bank);
      for (int[] group : groups(64, values[0].length)) {
        long different =
            IntStream.range(group[0], group[1])
                .mapToLong(c -> IntStream.range(from, to).filter(r -> values[r][c] != 0).count())
                .distinct()
                .count();
        if (different != 1) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isOfBlocks(double[][] values, int width) {
    for (double[] row : values) {
      for (int[] group : groups(width, row.length)) {
        double[] block = Arrays.copyOfRange(row, group[0], group[1]);
        long nonZeros = Arrays.stream(block).filter(v -> v != 0).count();
        if (nonZeros != 0 && nonZeros != block.length) {
          return false;
        }
      }
    }
    return true;
  }

  /** First and end of each group: of full width, then one for each binary digit of the rest. */
  private static List<int[]> groups(int width, int columns) {
    List<int[]> groups = new ArrayList<>();
    int full = columns / width * width;
    for (int start = 0; start < full; start += width) {
      groups.add(new int[] {start, start + width});
    }
    int start = full;
    for (int size = width / 2; size > 0; size /= 2) {
      if (((columns - full) & size) != 0) {
        groups.add(new int[] {start, start + size});
        start += size;
      }
    }
    return groups;
  }
}
