package io.github.dl4jdoping.examples.tasks;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a compressed network measures at once and in the course of its fine-tuning. */
public final class Milestones implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Numbers of epochs of fine-tuning. */
  private static final List<Integer> EPOCHS = List.of(0, 1, 2, 4);

  private final LinkedHashMap<String, String> measured = new LinkedHashMap<>();

  /** Nothing measured yet. */
  public Milestones() {}

  /**
   * Whether to measure.
   *
   * @param epoch number of epochs of fine-tuning done
   * @return true at once, and after 1, 2 and 4 epochs
   */
  public static boolean areAt(int epoch) {
    return EPOCHS.contains(epoch);
  }

  /**
   * Keeps measures.
   *
   * @param epoch number of epochs of fine-tuning done
   * @param valid measure of the validation
   * @param test the same of the test
   */
  public void add(int epoch, String valid, String test) {
    measured.put("valid" + epoch, valid);
    measured.put("test" + epoch, test);
  }

  /**
   * All of them, for a line of results.
   *
   * @return values by column; empty where there is none
   */
  public Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    for (int epoch : EPOCHS) {
      columns.put("valid" + epoch, measured.getOrDefault("valid" + epoch, ""));
      columns.put("test" + epoch, measured.getOrDefault("test" + epoch, ""));
    }
    return columns;
  }
}
