package io.github.dl4jdoping.examples.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts victims, and kills them.
 *
 * @param way to save checkpoints
 * @param workload to train
 * @param every iterations between checkpoints
 */
record Victims(Saving.Way way, Workload workload, int every) {

  /** Nothing here takes so long but a process that hangs. */
  private static final long PATIENCE_MINUTES = 10;

  /** What the processes print to standard error, in the folder of the run. */
  static final String LOG = "victim.log";

  /** The folder for temporary files of all processes, in the folder of the run. */
  static final String TEMPORARY = "tmp";

  /**
   * Lets one process run until it is killed, or to its end if that comes first.
   *
   * @param folder of the run
   * @param moment of the kill
   * @return what the process said
   * @throws IOException if it fails by itself
   * @throws InterruptedException if this thread is interrupted
   */
  Report run(Path folder, Moment moment) throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve(TEMPORARY));
    Path log = folder.resolve(LOG);
    Process process =
        new ProcessBuilder(command(folder)).redirectError(Redirect.appendTo(log.toFile())).start();
    Report report = new Report();
    Thread reader = new Thread(() -> follow(process, report), "victim");
    reader.start();
    boolean killed;
    try {
      killed = isReached(process, report, moment);
    } finally {
      // SIGKILL, on Linux and macOS. The method of Process would also drop what is yet to be read.
      process.toHandle().destroyForcibly();
    }
    reader.join();
    if (!killed && process.waitFor() != 0) {
      throw new IOException(
          "A training failed with status " + process.exitValue() + "; " + log + " says why.");
    }
    return report;
  }

  private List<String> command(Path folder) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What a recent Java wants for native code.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.matches("--(enable-native-access|sun-misc-unsafe).*"))
        .forEach(command::add);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    command.add("-Djava.io.tmpdir=" + folder.resolve(TEMPORARY));
    // Otherwise JavaCPP asks the operating system for the memory in use at every allocation.
    command.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Victim.class.getName()));
    command.addAll(List.of(way.name(), folder.toString()));
    command.addAll(List.of(Integer.toString(workload.iterations()), Integer.toString(every)));
    return command;
  }

  private static void follow(Process process, Report report) {
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().forEach(report::read);
    } catch (UncheckedIOException | IOException e) {
      throw new IllegalStateException("The victim's output cannot be read.", e);
    }
  }

  /** Waits for the moment; whether it came before the end of the process. */
  private static boolean isReached(Process process, Report report, Moment moment)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
    while (!report.writes().tryAcquire(moment.write(), 1, TimeUnit.MILLISECONDS)) {
      if (!process.isAlive()) {
        return false;
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException("A training hangs.");
      }
    }
    return !process.waitFor(moment.delay().toNanos(), TimeUnit.NANOSECONDS);
  }
}
