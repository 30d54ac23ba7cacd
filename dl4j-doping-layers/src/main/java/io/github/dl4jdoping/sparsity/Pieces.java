package io.github.dl4jdoping.sparsity;

import java.util.Arrays;

/**
 * The pieces of a matrix that are kept or dropped whole, and the choice of an exact number of entries
 * among them.
 *
 * <p>Columns are taken in groups of {@code w}; a last group of {@code r < w} has narrow pieces of r
 * entries where the others have wide ones of w. To come out exact whatever was pruned before, wide
 * pieces are taken in runs of {@code r / gcd(w, r)} and narrow ones in runs of {@code w / gcd(w, r)}:
 * all runs have {@code lcm(w, r)} entries, so that any of them can stand in for any other. If there
 * are too few narrow pieces for a run, only the full matrix has them. The shape alone decides which
 * numbers are possible.
 *
 * @param wide entries in a wide piece
 * @param wideCount number of wide pieces
 * @param narrow entries in a narrow piece; 0 if there are none
 * @param narrowCount number of narrow pieces
 */
record Pieces(long wide, long wideCount, long narrow, long narrowCount) {

  /**
   * The pieces of a matrix.
   *
   * @param width columns in a group
   * @param rows number of pieces in each group
   * @param columns number of columns
   */
  static Pieces of(long width, long rows, long columns) {
    long rest = columns % width;
    if (columns < width || rest == 0) {
      return new Pieces(Math.min(width, columns), rows * ((columns + width - 1) / width), 0, 0);
    }
    return new Pieces(width, rows * (columns / width), rest, rows);
  }

  private long entries() {
    return wide * wideCount + narrow * narrowCount;
  }

  private boolean hasNarrowRuns() {
    return narrowCount >= narrowRun();
  }

  private long wideRun() {
    return hasNarrowRuns() ? narrow / greatestCommonDivisor(wide, narrow) : 1;
  }

  private long narrowRun() {
    return narrow == 0 ? Long.MAX_VALUE : wide / greatestCommonDivisor(wide, narrow);
  }

  private static long greatestCommonDivisor(long a, long b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  /** The largest number of entries up to the given one that whole runs, or all pieces, make up. */
  long achievable(long nonZeros) {
    if (nonZeros >= entries()) {
      return entries();
    }
    long runs = wideCount / wideRun() + narrowCount / narrowRun();
    long runEntries = wide * wideRun();
    return Math.min(runs, Math.max(0, nonZeros) / runEntries) * runEntries;
  }

  /**
   * The best pieces that have so many entries together.
   *
   * @param gains what is gained by keeping each piece, wide ones first; 0 if it cannot be kept
   * @param keep an achievable number of entries
   * @return true for the pieces to keep; they have fewer entries if too few can be kept
   */
  boolean[] best(double[] gains, long keep) {
    int narrowFrom = Math.toIntExact(wideCount);
    boolean[] chosen = new boolean[gains.length];
    long wides = wideCount;
    long narrows = narrowCount;
    if (keep < entries()) {
      Gains wideGains = new Gains(gains, 0, narrowFrom, wideRun());
      Gains narrowGains = new Gains(gains, narrowFrom, gains.length, narrowRun());
      takeBest(wideGains, narrowGains, keep / (wide * wideRun()));
      wides = wideGains.taken;
      narrows = narrowGains.taken;
    }
    Largest.mark(gains, 0, narrowFrom, wides, chosen);
    Largest.mark(gains, narrowFrom, gains.length, narrows, chosen);
    return chosen;
  }

  /** Runs have equally many entries and are less and less worth, so the best is always the next. */
  private static void takeBest(Gains wide, Gains narrow, long runs) {
    for (long i = 0; i < runs && (wide.hasRun() || narrow.hasRun()); i++) {
      Gains better = wide.nextRun() >= narrow.nextRun() ? wide : narrow;
      better.taken += better.run;
    }
  }

  /** Gains in falling order, taken in runs. */
  private static final class Gains {

    private final double[] rising;
    private final long run;
    private final long available;
    private long taken;

    Gains(double[] gains, int from, int to, long run) {
      this.rising = Arrays.copyOfRange(gains, from, to);
      this.run = run;
      Arrays.sort(rising);
      this.available = Arrays.stream(rising).filter(gain -> gain > 0).count();
    }

    boolean hasRun() {
      return available - taken >= run;
    }

    /** What the next run gains; less than any gain if there is none. */
    double nextRun() {
      if (!hasRun()) {
        return -1;
      }
      double sum = 0;
      for (int i = 0; i < run; i++) {
        sum += rising[(int) (rising.length - 1 - taken - i)];
      }
      return sum;
    }
  }
}
