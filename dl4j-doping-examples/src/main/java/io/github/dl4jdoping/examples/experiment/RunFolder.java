package io.github.dl4jdoping.examples.experiment;

import io.github.dl4jdoping.examples.common.WholeFile;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** The folder of one run: the task's files, and a note of the settings and of the time spent. */
final class RunFolder implements AutoCloseable {

  private static final String NOTE = "run.properties";
  private static final String SECONDS = "(seconds)";

  private final Path path;
  private final LockFile lock;

  private RunFolder(Path path, LockFile lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes a folder for oneself.
   *
   * @param path created if need be
   * @return the folder, until it is closed; empty if another runner is at work there
   * @throws IOException if it cannot be created
   */
  static Optional<RunFolder> lock(Path path) throws IOException {
    return LockFile.tryLock(path.resolve(".lock")).map(lock -> new RunFolder(path, lock));
  }

  /**
   * Checks that what a folder holds is of a run with the same settings.
   *
   * @param path of a folder that need not exist
   * @param run to go on with there
   * @throws IOException if the note cannot be read
   * @throws IllegalArgumentException if a setting differs
   */
  static void requireFits(Path path, PlannedRun run) throws IOException {
    Map<String, String> settings = new TreeMap<>();
    note(path).forEach((name, value) -> settings.put((String) name, (String) value));
    run.requireSame(settings, path.toString());
  }

  Path path() {
    return path;
  }

  /** The time that was spent up to the last note. */
  Duration spent() throws IOException {
    return Duration.ofSeconds(Long.parseLong(note(path).getProperty(SECONDS, "0")));
  }

  /**
   * Writes down where a run is.
   *
   * @param run that has this folder
   * @param spent time spent on it so far, earlier sittings included
   * @throws IOException if that fails
   */
  void note(PlannedRun run, Duration spent) throws IOException {
    Properties note = new Properties();
    note.putAll(run.settings());
    note.setProperty(SECONDS, Long.toString(spent.toSeconds()));
    WholeFile.write(
        path.resolve(NOTE),
        side -> {
          try (Writer writer = Files.newBufferedWriter(side)) {
            note.store(writer, run.id());
          }
        });
  }

  private static Properties note(Path path) throws IOException {
    Properties note = new Properties();
    Path file = path.resolve(NOTE);
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        note.load(reader);
      }
    }
    return note;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
