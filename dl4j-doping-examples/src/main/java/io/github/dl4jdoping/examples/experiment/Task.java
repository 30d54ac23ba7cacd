package io.github.dl4jdoping.examples.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Something that can be trained and measured: a data set and a family of networks for it. Tasks have
 * no state, and use the same word for the same setting.
 */
public interface Task {

  /**
   * What experiment files call the task.
   *
   * @return lower-case letters and digits, for it names files too, such as {@code ptb}
   */
  String name();

  /**
   * Checks settings and adds the defaults of those that are missing. It reads no data, so that a
   * list with a mistake in its last experiment fails before its first one runs.
   *
   * @param settings by name, as in the experiment file
   * @return all settings in the task's order, seed and folders not among them: columns of CSV that
   *     are the same for all runs of the task. Completing them again changes nothing
   * @throws IllegalArgumentException if a setting is unknown or wrong; the message names it and
   *     says what is allowed and what was given
   */
  Map<String, String> complete(Map<String, String> settings);

  /**
   * Starts a run, or resumes it if the folder has a checkpoint of it. The resumed run gives the same
   * bits as one that was never interrupted.
   *
   * @param data folder of the task's data set
   * @param settings by name, as in the experiment file; completed or not
   * @param seed of everything random
   * @param folder for the checkpoint and whatever else the run writes; it exists
   * @return the run, at its beginning or where its checkpoint was written
   * @throws IOException if data or checkpoint cannot be read
   * @throws IllegalArgumentException if a setting is unknown or wrong, or the folder's checkpoint is
   *     of other settings
   */
  TaskRun open(Path data, Map<String, String> settings, long seed, Path folder) throws IOException;
}
