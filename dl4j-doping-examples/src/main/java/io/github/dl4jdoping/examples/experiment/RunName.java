package io.github.dl4jdoping.examples.experiment;

/** What a run is called: the name of its folder, beside those of the other runs of its task. */
public final class RunName {

  private RunName() {}

  /**
   * The name of a run.
   *
   * @param experiment name of the experiment
   * @param seed of the run
   * @return such as {@code dense-seed1}
   */
  public static String of(String experiment, long seed) {
    return experiment + "-seed" + seed;
  }
}
