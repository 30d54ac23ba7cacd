package io.github.dl4jdoping.examples.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;

/** Times contenders in turn, so that a change of the machine's speed meets all of them alike. */
final class Race {

  private static final int ROUNDS = 20;
  private static final int WARM_UP_ROUNDS = 5;

  private Race() {}

  /**
   * Runs all contenders, first to warm up and then for their times.
   *
   * @param runners the contenders
   * @param warmUp time for each
   * @param measured time for each, spread over rounds
   * @return the share of a core that this thread had while it measured: well below 1 if other
   *     programs were in the way
   */
  static double run(List<Runner> runners, Duration warmUp, Duration measured) {
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      runners.forEach(runner -> runner.warmUp(warmUp.dividedBy(WARM_UP_ROUNDS)));
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long cpu = threads.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    for (int round = 0; round < ROUNDS; round++) {
      runners.forEach(runner -> runner.measure(measured.dividedBy(ROUNDS)));
    }
    double wall = System.nanoTime() - start;
    return (threads.getCurrentThreadCpuTime() - cpu) / wall;
  }
}
