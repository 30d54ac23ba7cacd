package io.github.dl4jdoping.examples.speech;

import java.util.Arrays;

/** Many durations, in nanoseconds. Not for several threads at once. */
final class Durations {

  private long[] nanos = new long[1 << 12];
  private int count;

  void add(long duration) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count] = duration;
    count++;
  }

  void addAll(Durations others) {
    for (int i = 0; i < others.count; i++) {
      add(others.nanos[i]);
    }
  }

  int count() {
    return count;
  }

  /**
   * A quantile, by the nearest rank.
   *
   * @param share above 0, at most 1: a half for the median
   * @return microseconds; NaN if there are no durations
   */
  double micros(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.ceil(share * count) - 1)] / 1e3;
  }
}
