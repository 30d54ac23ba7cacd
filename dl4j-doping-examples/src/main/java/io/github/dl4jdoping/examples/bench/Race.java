package io.github.dl4jdoping.examples.bench;

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
   */
  static void run(List<Runner> runners, Duration warmUp, Duration measured) {
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      runners.forEach(runner -> runner.warmUp(warmUp.dividedBy(WARM_UP_ROUNDS)));
    }
    for (int round = 0; round < ROUNDS; round++) {
      runners.forEach(runner -> runner.measure(measured.dividedBy(ROUNDS)));
    }
  }
}
