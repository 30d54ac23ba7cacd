package io.github.dl4jdoping.examples.cli;

import java.util.Arrays;

/** How long single steps took, after warming up. */
final class StepTimes {

  private static final int MOST = 1 << 20;
  private static final double NANOS_PER_MICRO = 1e3;

  /** In nanoseconds, rising. */
  private final long[] nanos;

  StepTimes(long... nanos) {
    this.nanos = nanos.clone();
    Arrays.sort(this.nanos);
  }

  /**
   * Times a step, at least once and at most about a million times.
   *
   * @param step what is timed
   * @param warmUp nanoseconds of steps that do not count
   * @param time nanoseconds of steps that count
   */
  static StepTimes of(Runnable step, long warmUp, long time) {
    for (long start = System.nanoTime(); System.nanoTime() - start < warmUp; ) {
      step.run();
    }
    long[] nanos = new long[MOST];
    int count = 0;
    long start = System.nanoTime();
    long before = start;
    do {
      step.run();
      long after = System.nanoTime();
      nanos[count++] = after - before;
      before = after;
    } while (count < MOST && before - start < time);
    return new StepTimes(Arrays.copyOf(nanos, count));
  }

  /** The number of steps. */
  int count() {
    return nanos.length;
  }

  /**
   * A quantile.
   *
   * @param share of the steps that take at most as long, in (0, 1]
   * @return the smallest such time, in microseconds
   */
  double micros(double share) {
    int rank = (int) Math.ceil(share * nanos.length);
    return nanos[Math.max(0, rank - 1)] / NANOS_PER_MICRO;
  }
}
