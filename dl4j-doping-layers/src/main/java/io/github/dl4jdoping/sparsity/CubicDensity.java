package io.github.dl4jdoping.sparsity;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The density of a matrix while it is pruned: {@code initialDensity} before the annealing window,
 * {@code finalDensity} after it, and in between the cubic curve of Zhu and Gupta (arXiv 1710.01878,
 * equation 1), written for densities:
 *
 * <pre>
 *   d(t) = d_f + (d_i - d_f) (1 - (t - t_0) / (t_1 - t_0))^3
 * </pre>
 *
 * @param finalDensity d_f, in [0, 1]
 * @param startIteration t_0, at least 0
 * @param endIteration t_1, greater than t_0
 * @param initialDensity d_i, in (0, 1], not below d_f
 */
public record CubicDensity(
    @JsonProperty("finalDensity") double finalDensity,
    @JsonProperty("startIteration") int startIteration,
    @JsonProperty("endIteration") int endIteration,
    @JsonProperty("initialDensity") double initialDensity)
    implements ISchedule {

  /**
   * Checks the values.
   *
   * @param finalDensity d_f
   * @param startIteration t_0
   * @param endIteration t_1
   * @param initialDensity d_i
   * @throws IllegalArgumentException if a density is out of range or the window is empty
   */
  public CubicDensity {
    if (!(finalDensity >= 0 && finalDensity <= 1)) {
      throw new IllegalArgumentException(
          "The final density is a share of the entries, in [0, 1]; got " + finalDensity + ".");
    }
    if (startIteration < 0 || endIteration <= startIteration) {
      throw new IllegalArgumentException(
          "Annealing needs 0 <= startIteration < endIteration; got "
              + startIteration
              + " and "
              + endIteration
              + ".");
    }
    if (!(initialDensity > 0 && initialDensity <= 1 && initialDensity >= finalDensity)) {
      throw new IllegalArgumentException(
          "The initial density is a share of the entries, in (0, 1] and not below the final density, "
              + finalDensity
              + "; got "
              + initialDensity
              + ".");
    }
  }

  /**
   * A schedule that starts with all entries.
   *
   * @param finalDensity d_f, in [0, 1]
   * @param startIteration t_0, at least 0
   * @param endIteration t_1, greater than t_0
   * @throws IllegalArgumentException if the density is outside [0, 1] or the window is empty
   */
  public CubicDensity(double finalDensity, int startIteration, int endIteration) {
    this(finalDensity, startIteration, endIteration, 1);
  }

  /** What was written before there was an initial density starts with all entries. */
  @JsonCreator
  static CubicDensity read(
      @JsonProperty("finalDensity") double finalDensity,
      @JsonProperty("startIteration") int startIteration,
      @JsonProperty("endIteration") int endIteration,
      @JsonProperty("initialDensity") Double initialDensity) {
    double initial = initialDensity == null ? 1 : initialDensity;
    return new CubicDensity(finalDensity, startIteration, endIteration, initial);
  }

  /**
   * The density after a number of training steps.
   *
   * @param iteration number of steps done, t
   * @param epoch ignored
   * @return d(t), in [finalDensity, initialDensity]
   */
  @Override
  public double valueAt(int iteration, int epoch) {
    if (iteration <= startIteration) {
      return initialDensity;
    }
    if (iteration >= endIteration) {
      return finalDensity;
    }
    double left = (double) (endIteration - iteration) / (endIteration - startIteration);
    return finalDensity + (initialDensity - finalDensity) * left * left * left;
  }

  /**
   * This schedule itself, which is immutable.
   *
   * @return this
   */
  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod")
  public CubicDensity clone() {
    return this;
  }
}
