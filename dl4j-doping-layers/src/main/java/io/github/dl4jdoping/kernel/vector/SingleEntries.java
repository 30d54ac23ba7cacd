package io.github.dl4jdoping.kernel.vector;

import io.github.dl4jdoping.support.Support;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A few non-zeros of a matrix one by one, input by input, so that neighbours add to different outputs
 * and need not wait for each other.
 */
final class SingleEntries {

  private final int[] rows;
  private final int[] columns;
  private final float[] values;

  /**
   * Lays out entries.
   *
   * @param support the matrix's support
   * @param values its values
   * @param entries numbers of the non-zeros to take
   */
  SingleEntries(Support support, float[] values, IntStream entries) {
    int[] byRow =
        entries
            .boxed()
            .sorted(Comparator.comparingInt(support::row))
            .mapToInt(Integer::intValue)
            .toArray();
    this.rows = new int[byRow.length];
    this.columns = new int[byRow.length];
    this.values = new float[byRow.length];
    for (int k = 0; k < byRow.length; k++) {
      rows[k] = support.row(byRow[k]);
      columns[k] = support.column(byRow[k]);
      this.values[k] = values[byRow[k]];
    }
  }

  long bytes() {
    return 12L * values.length;
  }

  void add(float[] x, int xAt, float[] y, int yAt) {
    for (int k = 0; k < values.length; k++) {
      y[yAt + columns[k]] += values[k] * x[xAt + rows[k]];
    }
  }
}
