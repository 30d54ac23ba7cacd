package io.github.dl4jdoping.examples.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;

/** Times contenders in turn, so that a change of the machine's speed meets all of them alike. */
final class Race {

  private static final int ROUNDS = 20;

  private Race() {}

  /**
   * Measures all contenders.
   *
   * @param runners the contenders
   * @param measured time for each, spread over rounds
   * @return the share of a core that this thread had meanwhile: well below 1 if other programs were
   *     in the way
   */
  static double run(List<Runner> runners, Duration measured) {
    runners.forEach(Runner::warmUp);
    Duration turn = measured.dividedBy(ROUNDS);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long cpu = threads.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    for (int round = 0; round < ROUNDS; round++) {
      runners.forEach(runner -> runner.measure(turn, ROUNDS));
    }
    double wall = System.nanoTime() - start;
    return (threads.getCurrentThreadCpuTime() - cpu) / wall;
  }
}
