package io.github.dl4jdoping.sparsity;

import java.io.Serializable;

/**
 * When a doping matrix is pruned: every {@code every} steps of the window of a density schedule and
 * at its end; and, since averaging over the workers of parallel training unites supports, whenever
 * there are more entries than the last pruning left.
 *
 * <p>All times are numbers of training steps done: after the step with iteration index t, t + 1.
 *
 * @param density the density to reach by each time
 * @param every interval between prunings, in steps, at least 1
 * @param granularity what is kept or dropped as a whole
 */
public record Annealing(CubicDensity density, int every, Granularity granularity)
    implements Serializable {

  /**
   * Checks the interval.
   *
   * @param density the density to reach by each time
   * @param every interval between prunings, in steps
   * @param granularity what is kept or dropped as a whole
   * @throws IllegalArgumentException if it is not positive
   */
  public Annealing {
    if (every < 1) {
      throw new IllegalArgumentException(
          "The interval between prunings is at least 1 iteration; got every(" + every + ").");
    }
  }

  /**
   * Whether the final density is due.
   *
   * @param done number of steps done
   * @return true from the end of the window on
   */
  public boolean isOver(int done) {
    return done >= density.endIteration();
  }

  /**
   * The number of entries that a matrix may have after so many steps: what was scheduled for the last
   * pruning, and every entry before the first.
   *
   * @param done number of steps done
   * @param rows m, number of rows of the matrix
   * @param columns n, number of its columns
   * @param finalNonZeros the number to reach at the end, which the granularity must allow
   * @return a number that the granularity allows; it falls from {@code m n} to {@code finalNonZeros}
   */
  public long nonZerosAfter(int done, long rows, long columns, long finalNonZeros) {
    if (isOver(done)) {
      return finalNonZeros;
    }
    int sinceStart = done - density.startIteration();
    if (sinceStart < every) {
      return rows * columns;
    }
    int lastPruning = done - sinceStart % every;
    long scheduled = Math.round(density.valueAt(lastPruning, 0) * (rows * columns));
    return Math.max(finalNonZeros, granularity.achievable(rows, columns, scheduled));
  }
}
