package io.github.dl4jdoping.examples.experiment;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One training that an experiment file asks for.
 *
 * @param experiment name of the experiment, unique within the file; names a folder too
 * @param task what is trained
 * @param settings all of the task's settings, in its order
 * @param seed of everything random
 */
record PlannedRun(String experiment, Task task, Map<String, String> settings, long seed) {

  /**
   * What tells this run from all others of its task.
   *
   * @return name and seed, fit for the name of a folder
   */
  String id() {
    return RunName.of(experiment, seed);
  }

  /**
   * Where settings that were used before are not those of this run. Settings that did not exist then
   * are left out of account: whoever adds one to a task gives it a default that changes nothing.
   *
   * @param before values by name; an empty one is a setting that did not exist
   * @return for each difference, the name and both values; empty if there is none
   */
  Map<String, String> differences(Map<String, String> before) {
    Map<String, String> found = new LinkedHashMap<>();
    settings.forEach(
        (name, value) -> {
          String old = before.getOrDefault(name, "");
          if (!old.isEmpty() && !old.equals(value)) {
            found.put(name, "was " + old + ", is " + value);
          }
        });
    return found;
  }

  /**
   * Checks that a run of this name has these settings.
   *
   * @param before settings of the run that was found
   * @param where it was found, for the message
   * @throws IllegalArgumentException if a setting differs
   */
  void requireSame(Map<String, String> before, String where) {
    Map<String, String> differences = differences(before);
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              "%s has the experiment '%s' with seed %d, run with other settings: %s. Give the"
                  + " experiment another name, or move that run away.",
              where, experiment, seed, differences));
    }
  }
}
