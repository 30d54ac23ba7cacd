package io.github.dl4jdoping.layer;

import java.util.concurrent.ForkJoinPool;

/**
 * The threads that share a pass of training: as many as the JVM has processors, unless the system
 * property {@value #PROPERTY} says otherwise. Results do not depend on their number.
 */
public final class Threads {

  /** The system property with the number of threads, at least 1. */
  public static final String PROPERTY = "dl4jdoping.threads";

  private Threads() {}

  /**
   * The number of threads of the next pass.
   *
   * @return at least 1, and at most the number of processors
   * @throws IllegalStateException if the system property is no such number
   */
  static int number() {
    // The common pool has a thread even where there is one processor.
    int processors = Runtime.getRuntime().availableProcessors();
    int most = Math.min(processors, ForkJoinPool.getCommonPoolParallelism() + 1);
    String given = System.getProperty(PROPERTY);
    return given == null ? most : Math.min(most, parse(given));
  }

  private static int parse(String given) {
    try {
      int threads = Integer.parseInt(given);
      if (threads >= 1) {
        return threads;
      }
    } catch (NumberFormatException e) {
      throw wrong(given, e);
    }
    throw wrong(given, null);
  }

  private static IllegalStateException wrong(String given, NumberFormatException cause) {
    return new IllegalStateException(
        "-D"
            + PROPERTY
            + " is the number of threads of a training pass, at least 1; got \""
            + given
            + "\". Leave it out to use all processors.",
        cause);
  }
}
