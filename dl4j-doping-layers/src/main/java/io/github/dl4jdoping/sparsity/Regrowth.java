package io.github.dl4jdoping.sparsity;

import java.io.Serializable;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * When a share of the support of S is swapped for other entries, and how large a share: RigL (Evci et
 * al., "Rigging the lottery: making all tickets winners", arXiv 1911.11134, section 3), whose share
 * falls along a cosine:
 *
 * <pre>
 *   f(t) = share / 2 (1 + cos(pi (t - t_0) / (t_1 - t_0)))
 * </pre>
 *
 * <p>All times are numbers of training steps done: after the step with iteration index t, t + 1.
 *
 * @param share the share that is swapped at first, in (0, 1)
 * @param every interval between swaps, in steps, at least 1
 * @param startIteration t_0, at least 0, from which intervals are counted
 * @param untilIteration t_1, greater than t_0, from which on the support stays as it is
 */
public record Regrowth(
    @JsonProperty("share") double share,
    @JsonProperty("every") int every,
    @JsonProperty("startIteration") int startIteration,
    @JsonProperty("untilIteration") int untilIteration)
    implements Serializable {

  /**
   * Checks the values.
   *
   * @param share the share that is swapped at first
   * @param every interval between swaps
   * @param startIteration t_0
   * @param untilIteration t_1
   * @throws IllegalArgumentException if a value is out of range
   */
  @JsonCreator
  public Regrowth {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "The share of the support that is regrown is in (0, 1), both ends excluded; got "
              + share
              + ".");
    }
    if (every < 1) {
      throw new IllegalArgumentException(
          "The interval between regrowths is at least 1 iteration; got " + every + ".");
    }
    if (startIteration < 0 || untilIteration <= startIteration) {
      throw new IllegalArgumentException(
          "Regrowth begins with annealing, at iteration "
              + startIteration
              + ", and has to end after that; got "
              + untilIteration
              + ".");
    }
  }

  /**
   * The share of the support that is swapped after so many steps.
   *
   * @param done number of steps done, t
   * @return f(t) where a swap is due, otherwise 0
   */
  public double shareAfter(int done) {
    int since = done - startIteration;
    if (since <= 0 || since % every != 0 || done >= untilIteration) {
      return 0;
    }
    return share / 2 * (1 + Math.cos(Math.PI * since / (untilIteration - startIteration)));
  }

  @Override
  public String toString() {
    return share + " every " + every + " until " + untilIteration;
  }
}
