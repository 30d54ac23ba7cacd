package io.github.dl4jdoping.examples.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A YAML file that declares experiments.
 *
 * <p>{@code experiments:} is a list of maps. Each has a {@code name}, a {@code task}, {@code seeds}
 * (one or a list; 1 if there are none), and settings of the task. What it does not say it inherits
 * from the map {@code defaults:}. A setting with a list of values stands for one experiment per
 * value, named after it.
 */
final class ExperimentFile {

  private final Path file;
  private final Map<String, Task> tasks = new TreeMap<>();

  private ExperimentFile(Path file, List<Task> tasks) {
    this.file = file;
    tasks.forEach(task -> this.tasks.put(task.name(), task));
  }

  /**
   * Reads and checks a whole file.
   *
   * @param file in UTF-8
   * @param tasks that experiments may name
   * @return the runs in the order in which to do them: the first seed of every experiment, in the
   *     order of the file, then the second ones, and so on
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if something in it is wrong; the message names file, experiment
   *     and key, and says what is allowed
   */
  static List<PlannedRun> read(Path file, List<Task> tasks) throws IOException {
    return new ExperimentFile(file, tasks).runs(Files.readString(file));
  }

  private List<PlannedRun> runs(String text) {
    YamlMap root = YamlMap.parse(text, file.toString());
    root.allowOnly("defaults", "experiments");
    YamlMap defaults = root.map("defaults");
    List<List<PlannedRun>> experiments = new ArrayList<>();
    for (YamlMap declared : root.maps("experiments", "experiment")) {
      for (YamlMap experiment : declared.over(defaults).expand()) {
        experiments.add(seeds(experiment));
      }
    }
    requireDistinctNames(experiments);
    return firstSeedsFirst(experiments);
  }

  private List<PlannedRun> seeds(YamlMap experiment) {
    Task task = task(experiment);
    Map<String, String> settings = settings(experiment, task);
    return experiment.numbers("seeds", 1).stream()
        .map(seed -> new PlannedRun(experiment.name(), task, settings, seed))
        .toList();
  }

  private Task task(YamlMap experiment) {
    Task task = tasks.get(experiment.text("task"));
    if (task == null) {
      throw experiment.wrong(
          "'task' must be one of " + tasks.keySet() + "; got '" + experiment.text("task") + "'");
    }
    return task;
  }

  private static Map<String, String> settings(YamlMap experiment, Task task) {
    try {
      return task.complete(experiment.without("name", "task", "seeds"));
    } catch (IllegalArgumentException e) {
      throw experiment.wrong(e.getMessage());
    }
  }

  private void requireDistinctNames(List<List<PlannedRun>> experiments) {
    List<String> names = experiments.stream().map(runs -> runs.get(0).experiment()).toList();
    List<String> twice =
        names.stream().filter(n -> names.indexOf(n) != names.lastIndexOf(n)).distinct().toList();
    if (!twice.isEmpty()) {
      throw new IllegalArgumentException(
          file + ": names of experiments must be unique; more than one is called " + twice + ".");
    }
  }

  private static List<PlannedRun> firstSeedsFirst(List<List<PlannedRun>> experiments) {
    List<PlannedRun> order = new ArrayList<>();
    int most = experiments.stream().mapToInt(List::size).max().orElse(0);
    for (int rank = 0; rank < most; rank++) {
      for (List<PlannedRun> seeds : experiments) {
        if (rank < seeds.size()) {
          order.add(seeds.get(rank));
        }
      }
    }
    return List.copyOf(order);
  }
}
