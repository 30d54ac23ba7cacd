package io.github.dl4jdoping.sparsity;

import java.util.Arrays;

/**
 * The pieces of a matrix that are kept or dropped whole, and the choice of an exact number of entries
 * among them.
 *
 * <p>Each group of outputs has a piece for each input, with an entry in each of its outputs. To come
 * out exact whatever was pruned before, pieces are taken in runs that have as many entries as a piece
 * of the widest group: single ones there, two of a group half as wide, four of the next. So any run
 * can stand in for any other. What is left of a group beyond whole runs, only the full matrix has.
 * The shape alone decides which numbers are possible: multiples of the widest group's size, and all.
 */
final class Pieces {

  private final OutputGroups groups;
  private final int rows;

  private Pieces(OutputGroups groups, int rows) {
    this.groups = groups;
    this.rows = rows;
  }

  /**
   * The pieces of a matrix.
   *
   * @param groups its outputs
   * @param rows number of inputs
   */
  static Pieces of(OutputGroups groups, long rows) {
    return new Pieces(groups, Math.toIntExact(rows));
  }

  private int widest() {
    return groups.size(0);
  }

  /** Pieces of a group that have as many entries together as one of the widest group. */
  private int run(int group) {
    return widest() / groups.size(group);
  }

  private long entries() {
    return (long) rows * groups.end(groups.count() - 1);
  }

  /** The largest number of entries up to the given one that whole runs, or all pieces, make up. */
  long achievable(long nonZeros) {
    if (nonZeros >= entries()) {
      return entries();
    }
    long runs = 0;
    for (int group = 0; group < groups.count(); group++) {
      runs += rows / run(group);
    }
    return Math.min(runs, Math.max(0, nonZeros) / widest()) * widest();
  }

  /**
   * The best pieces that have so many entries together.
   *
   * @param gains what is gained by keeping each piece, group by group; 0 if it cannot be kept
   * @param keep an achievable number of entries
   * @return true for the pieces to keep; they have fewer entries if too few can be kept
   */
  boolean[] best(double[] gains, long keep) {
    boolean[] chosen = new boolean[gains.length];
    if (keep == entries()) {
      Largest.mark(gains, 0, gains.length, gains.length, chosen);
      return chosen;
    }
    boolean[] runs = new boolean[gains.length];
    Largest.mark(runGains(gains), 0, gains.length, keep / widest(), runs);
    for (int group = 0; group < groups.count(); group++) {
      long pieces = run(group) * count(runs, group * rows, (group + 1) * rows);
      Largest.mark(gains, group * rows, (group + 1) * rows, pieces, chosen);
    }
    return chosen;
  }

  /** For each group, in falling order: what its best pieces gain run by run; 0 behind the last. */
  private double[] runGains(double[] gains) {
    double[] runGains = new double[gains.length];
    for (int group = 0; group < groups.count(); group++) {
      double[] rising = Arrays.copyOfRange(gains, group * rows, (group + 1) * rows);
      Arrays.sort(rising);
      int run = run(group);
      int at = group * rows;
      for (int end = rows; end >= run && rising[end - run] > 0; end -= run) {
        runGains[at++] = Arrays.stream(rising, end - run, end).sum();
      }
    }
    return runGains;
  }

  private static long count(boolean[] chosen, int from, int to) {
    long count = 0;
    for (int i = from; i < to; i++) {
      count += chosen[i] ? 1 : 0;
    }
    return count;
  }
}
