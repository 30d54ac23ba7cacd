package io.github.dl4jdoping.examples.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs {@link Fork} in a JVM of its own. */
final class ForkProcess {

  // Two layers of 2048 units take 270 MB, and stand in memory several times while they are loaded.
  private static final String HEAP = "-Xmx4g";

  private ForkProcess() {}

  /**
   * Runs one job and waits for its end; what it prints to standard error is passed on.
   *
   * @param environment what to run on
   * @param job what to measure
   * @param seconds time for each contender
   * @return the fork's results
   * @throws IOException if the fork fails
   * @throws InterruptedException if this thread is interrupted while it waits
   */
  static ForkOutput run(Environment environment, Job job, double seconds)
      throws IOException, InterruptedException {
    try (ArgumentFile arguments = new ArgumentFile(arguments(environment, job, seconds))) {
      ProcessBuilder builder =
          new ProcessBuilder(environment.java().executable(), arguments.argument());
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
      // Native code reads these once, when it is loaded.
      builder.environment().put("OMP_NUM_THREADS", "1");
      builder.environment().put("OPENBLAS_NUM_THREADS", "1");
      Process process = builder.start();
      ForkOutput output = new ForkOutput();
      try (BufferedReader lines = process.inputReader()) {
        lines.lines().forEach(output::read);
        int status = process.waitFor();
        if (status != 0) {
          throw new IOException(
              "The fork for " + job + " on " + environment + " ended with status " + status + ".");
        }
      } finally {
        process.destroyForcibly();
      }
      return output;
    }
  }

  static List<String> arguments(Environment environment, Job job, double seconds) {
    List<String> arguments = new ArrayList<>(environment.java().options());
    arguments.addAll(environment.kernels().options());
    arguments.addAll(List.of(HEAP, "-cp", System.getProperty("java.class.path")));
    arguments.add(Fork.class.getName());
    arguments.addAll(job.arguments());
    arguments.add("--seconds=" + seconds);
    return arguments;
  }
}
