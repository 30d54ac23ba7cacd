package io.github.dl4jdoping.examples.trainbench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where a thread spends its time: looks at its stack every few milliseconds and counts the innermost
 * method of this library or of Deeplearning4j. Native products count for the method that called them.
 */
final class StackSampler {

  private static final long INTERVAL_MILLIS = 2;
  private static final double LEAST_SHARE = 0.01;
  private static final List<String> OWNERS =
      List.of("io.github.dl4jdoping", "org.deeplearning4j.nn", "org.deeplearning4j.optimize");

  private final Thread observed;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Thread sampler = new Thread(this::sample, "stack-sampler");
  private volatile boolean stopped;

  /**
   * Starts to look.
   *
   * @param observed the thread to look at
   */
  StackSampler(Thread observed) {
    this.observed = observed;
    sampler.setDaemon(true);
    sampler.start();
  }

  private void sample() {
    while (!stopped) {
      try {
        Thread.sleep(INTERVAL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      counts.merge(innermost(observed.getStackTrace()), 1, Integer::sum);
    }
  }

  private static String innermost(StackTraceElement... stack) {
    return Arrays.stream(stack)
        .filter(frame -> OWNERS.stream().anyMatch(frame.getClassName()::startsWith))
        .findFirst()
        .map(frame -> simpleName(frame.getClassName()) + "." + frame.getMethodName())
        .orElse("elsewhere");
  }

  private static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  /**
   * Stops looking; {@link #lines} has the result then.
   *
   * @throws InterruptedException if this thread is interrupted while it waits
   */
  void stop() throws InterruptedException {
    stopped = true;
    sampler.join();
  }

  /**
   * Methods with at least 1 % of the samples, the largest share first.
   *
   * @return such as {@code 36.8 % VectorGemm.fourByFour}
   */
  List<String> lines() {
    double all = counts.values().stream().mapToInt(Integer::intValue).sum();
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= LEAST_SHARE * all)
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .map(
            entry ->
                String.format(
                    Locale.ROOT, "%.1f %% %s", 100 * entry.getValue() / all, entry.getKey()))
        .toList();
  }
}
