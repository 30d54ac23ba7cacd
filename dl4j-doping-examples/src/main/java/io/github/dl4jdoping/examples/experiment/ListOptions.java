package io.github.dl4jdoping.examples.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which runs are meant: options that several commands have. */
final class ListOptions {

  @Parameters(paramLabel = "FILE", description = "YAML file that declares experiments.")
  private Path file;

  @Option(
      names = "--only",
      paramLabel = "REGEX",
      description = "Only runs in whose name, such as dense-seed1, the expression is found.")
  private Pattern only;

  @Option(
      names = "--out",
      defaultValue = "runs",
      description = {
        "Folder for the results, TASK.csv, and a folder TASK/NAME-seedN per run. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private Path out;

  Path out() {
    return out;
  }

  /**
   * The runs that are meant, in their order.
   *
   * @return at least one
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if something in it is wrong or nothing is left
   */
  List<PlannedRun> runs() throws IOException {
    List<PlannedRun> all = ExperimentFile.read(file, tasks());
    if (only == null) {
      return all;
    }
    List<PlannedRun> some = all.stream().filter(run -> only.matcher(run.id()).find()).toList();
    if (some.isEmpty()) {
      throw new IllegalArgumentException(
          "--only " + only + " fits none of " + all.stream().map(PlannedRun::id).toList() + ".");
    }
    return some;
  }

  /** The tasks that there are. */
  static List<Task> tasks() {
    return ServiceLoader.load(Task.class).stream().map(ServiceLoader.Provider::get).toList();
  }
}
