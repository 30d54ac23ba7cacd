package io.github.dl4jdoping.examples.experiment;

import java.io.IOException;
import java.util.Map;

/** One training of a task, a step at a time. Not for use by several threads. */
public interface TaskRun {

  /**
   * Length of the whole run.
   *
   * @return number of training iterations, at least 1
   */
  int steps();

  /**
   * How far the run is, whatever was done before it was resumed included.
   *
   * @return number of training iterations done, 0 to {@link #steps()}
   */
  int step();

  /**
   * Does one training iteration, and at the end of an epoch the validation too.
   *
   * @throws IOException if something cannot be written
   * @throws ArithmeticException if the training diverged; the run is then a failed one
   * @throws IllegalStateException if the run is finished
   */
  void advance() throws IOException;

  /**
   * Writes what a resumed run needs, so that a reader sees the old checkpoint or the new one.
   *
   * @throws IOException if it cannot be written; the old checkpoint is then as it was
   */
  void checkpoint() throws IOException;

  /**
   * What to show beside the progress.
   *
   * @return a few words, such as the loss
   */
  String status();

  /**
   * Measures the finished run.
   *
   * @return values by column name, without the settings: part of a line of CSV. The same columns in
   *     the same order for all runs of a task
   * @throws IOException if something cannot be read or written
   * @throws IllegalStateException if the run is not finished
   */
  Map<String, String> result() throws IOException;
}
