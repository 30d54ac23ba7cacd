package io.github.dl4jdoping.examples.tasks;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run is.
 *
 * @param settings all of them, by name
 * @param seed of everything random
 * @param epochs passes over the training data
 */
public record RunPlan(Map<String, String> settings, long seed, int epochs) {

  /**
   * All that makes one run another run.
   *
   * @return settings and seed
   */
  Map<String, String> identity() {
    Map<String, String> identity = new LinkedHashMap<>(settings);
    identity.put("seed", Long.toString(seed));
    return identity;
  }

  /**
   * Checks that a checkpoint is one of this run.
   *
   * @param before identity of the run that wrote it
   * @param source where it was found, for the message
   * @throws IllegalArgumentException if something differs; the message says what
   */
  void requireContinues(Map<String, String> before, Path source) {
    Map<String, String> now = identity();
    List<String> differences =
        now.keySet().stream()
            .filter(name -> !now.get(name).equals(before.get(name)))
            .map(name -> name + " was " + before.get(name) + ", is " + now.get(name))
            .toList();
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          source
              + " is of a run with other settings, which cannot be resumed with these: "
              + String.join("; ", differences)
              + ". Give the settings of that run, or another folder.");
    }
  }
}
