package io.github.dl4jdoping.examples.faults;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * When to kill a process.
 *
 * @param write wait for this write of the process to begin; 0 for its start instead
 * @param delay then wait so long
 */
record Moment(int write, Duration delay) {

  private static final int MOST_WRITES = 3;
  private static final double SHARE_OF_LIFE = 0.8;

  /** Later than any process lives. */
  static final Moment NEVER = new Moment(Integer.MAX_VALUE, Duration.ZERO);

  /**
   * Draws a moment: half of them at any time of a process' life, the others in one of its first
   * writes.
   *
   * @param random decides
   * @param life of a process that is left alone
   * @param writeTimes of that process, at least one
   */
  static Moment draw(SplittableRandom random, Duration life, List<Duration> writeTimes) {
    if (random.nextBoolean()) {
      return new Moment(0, upTo(random, SHARE_OF_LIFE * (double) life.toNanos()));
    }
    int write = random.nextInt(Math.min(MOST_WRITES, writeTimes.size()));
    return new Moment(1 + write, upTo(random, (double) writeTimes.get(write).toNanos()));
  }

  private static Duration upTo(SplittableRandom random, double nanos) {
    return Duration.ofNanos((long) (random.nextDouble() * nanos));
  }
}
