package io.github.dl4jdoping.sparsity;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A value that is constant up to an iteration and then falls in a straight line to 0. As the rate of
 * co-matrix row dropout it leaves the end of training, when S has its final support, without noise.
 *
 * @param value the value before it fades, at least 0; as a rate of row dropout below 1
 * @param startIteration last iteration with that value, at least 0
 * @param endIteration first iteration with 0, at least {@code startIteration}; if they are equal, the
 *     value drops to 0 at that iteration
 */
public record LinearFade(
    @JsonProperty("value") double value,
    @JsonProperty("startIteration") int startIteration,
    @JsonProperty("endIteration") int endIteration)
    implements ISchedule {

  /**
   * Checks the values.
   *
   * @param value the value before it fades
   * @param startIteration last iteration with that value
   * @param endIteration first iteration with 0
   * @throws IllegalArgumentException if the value is negative or not finite, or the end is before the
   *     start
   */
  @JsonCreator
  public LinearFade {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "A value that fades to 0 is finite and at least 0; got " + value + ".");
    }
    if (startIteration < 0 || endIteration < startIteration) {
      throw new IllegalArgumentException(
          "Fading needs 0 <= startIteration <= endIteration; got "
              + startIteration
              + " and "
              + endIteration
              + ".");
    }
  }

  /**
   * The value in an iteration.
   *
   * @param iteration index of the iteration, from 0
   * @param epoch ignored
   * @return in [0, value]
   */
  @Override
  public double valueAt(int iteration, int epoch) {
    if (iteration >= endIteration) {
      return 0;
    }
    if (iteration <= startIteration) {
      return value;
    }
    return value * (endIteration - iteration) / (endIteration - startIteration);
  }

  /**
   * This schedule itself, which is immutable.
   *
   * @return this
   */
  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod")
  public LinearFade clone() {
    return this;
  }
}
