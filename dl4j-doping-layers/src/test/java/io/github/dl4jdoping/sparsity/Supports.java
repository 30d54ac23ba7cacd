package io.github.dl4jdoping.sparsity;

import java.util.Arrays;
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
    int rows = values.length;
    int columns = values[0].length;
    for (int row = 0; row < rows; row += bank) {
      int from = row;
      int to = Math.min(rows, row + bank);
      for (int column = 0; column < columns; column += 16) {
        int last = Math.min(columns, column + 16);
        long different =
            IntStream.range(column, last)
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
      for (int column = 0; column < row.length; column += width) {
        double[] block = Arrays.copyOfRange(row, column, Math.min(row.length, column + width));
        long nonZeros = Arrays.stream(block).filter(v -> v != 0).count();
        if (nonZeros != 0 && nonZeros != block.length) {
          return false;
        }
      }
    }
    return true;
  }
}
