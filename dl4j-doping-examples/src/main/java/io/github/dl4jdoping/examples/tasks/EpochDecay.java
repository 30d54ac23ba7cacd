package io.github.dl4jdoping.examples.tasks;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Zaremba's learning rate: constant for some epochs, then divided by a constant in each further
 * one.
 *
 * @param initial learning rate of the first epochs
 * @param constantEpochs number of epochs with the initial rate
 * @param decay divisor for each epoch after those
 */
public record EpochDecay(
    @JsonProperty("initial") double initial,
    @JsonProperty("constantEpochs") int constantEpochs,
    @JsonProperty("decay") double decay)
    implements ISchedule {

  @Override
  public double valueAt(int iteration, int epoch) {
    return initial / Math.pow(decay, Math.max(0, epoch + 1 - constantEpochs));
  }

  @Override
  public EpochDecay clone() {
    return this;
  }
}
