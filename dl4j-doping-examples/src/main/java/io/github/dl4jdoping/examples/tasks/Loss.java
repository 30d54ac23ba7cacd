package io.github.dl4jdoping.examples.tasks;

import java.io.Serializable;

/**
 * A negative log-likelihood.
 *
 * @param sum in nats, over all predictions
 * @param predictions how many they were
 */
public record Loss(double sum, long predictions) implements Serializable {

  /** The loss of nothing. */
  public static final Loss NONE = new Loss(0, 0);

  /**
   * Adds another one.
   *
   * @param other of other predictions
   * @return the loss of both
   */
  public Loss plus(Loss other) {
    return new Loss(sum + other.sum, predictions + other.predictions);
  }

  /**
   * The loss of one prediction.
   *
   * @return the mean; NaN if there was no prediction
   */
  public double mean() {
    return sum / predictions;
  }
}
