package io.github.dl4jdoping.examples.trainbench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What one fork measures.
 *
 * @param workload the network
 * @param threads number of native threads
 */
record TrainingJob(Workload workload, int threads) {

  // Eight networks of 2 x 1500 units: on the heap the layouts of their matrices, off it the rest.
  private static final List<String> MEMORY =
      List.of(
          "-Xmx10g",
          "-Dorg.bytedeco.javacpp.maxbytes=10g",
          "-Dorg.bytedeco.javacpp.maxphysicalbytes=20g");

  /**
   * Runs {@link TrainingFork} in a JVM of its own and waits for its end.
   *
   * @param seconds time for each contender
   * @param lines receives what it prints
   * @throws IOException if the fork fails
   * @throws InterruptedException if this thread is interrupted while it waits
   */
  void run(double seconds, Consumer<String> lines) throws IOException, InterruptedException {
    run(arguments(seconds), lines);
  }

  /**
   * The same, but for where time is spent.
   *
   * @param seconds time for each contender
   * @param lines receives what the fork prints
   * @throws IOException if the fork fails
   * @throws InterruptedException if this thread is interrupted while it waits
   */
  void profile(double seconds, Consumer<String> lines) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(arguments(seconds));
    arguments.add("--profile");
    run(arguments, lines);
  }

  private void run(List<String> arguments, Consumer<String> lines)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.command().addAll(List.of("--add-modules", "jdk.incubator.vector"));
    builder.command().addAll(MEMORY);
    builder.command().addAll(List.of("-cp", System.getProperty("java.class.path")));
    builder.command().add(TrainingFork.class.getName());
    builder.command().addAll(arguments);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    // Native code reads these once, when it is loaded.
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    builder.environment().put("OPENBLAS_NUM_THREADS", Integer.toString(threads));
    // Threads of ND4J that wait actively take the cores of our own.
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    Process process = builder.start();
    try (BufferedReader reader = process.inputReader()) {
      reader.lines().forEach(lines);
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException("The fork for " + this + " ended with status " + status + ".");
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private List<String> arguments(double seconds) {
    String contenders =
        Arrays.stream(Contender.values()).map(Enum::name).collect(Collectors.joining(","));
    return List.of(
        "--units=" + workload.units(),
        "--words=" + workload.words(),
        "--sampled-words=" + workload.sampledWords(),
        "--contenders=" + contenders,
        "--seconds=" + seconds);
  }

  @Override
  public String toString() {
    return workload + ", " + threads + (threads == 1 ? " thread" : " threads");
  }
}
