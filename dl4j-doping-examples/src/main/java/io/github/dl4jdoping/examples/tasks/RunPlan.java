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
 * @param startsTrained whether it is the fine-tuning of a compressed network, which is then measured
 *     at {@link Milestones} too
 */
public record RunPlan(Map<String, String> settings, long seed, int epochs, boolean startsTrained) {

  /**
   * A run from random weights.
   *
   * @param settings all of them, by name
   * @param seed of everything random
   * @param epochs passes over the training data
   */
  public RunPlan(Map<String, String> settings, long seed, int epochs) {
    this(settings, seed, epochs, false);
  }

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
   * Checks that a checkpoint is one of this run. Settings that did not exist when it was written are
   * left out of account: whoever adds one gives it a default that changes nothing.
   *
   * @param before identity of the run that wrote it
   * @param source where it was found, for the message
   * @throws IllegalArgumentException if something differs; the message says what
   */
  void requireContinues(Map<String, String> before, Path source) {
    Map<String, String> now = identity();
    List<String> differences =
        now.keySet().stream()
            .filter(name -> before.containsKey(name) && !now.get(name).equals(before.get(name)))
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
