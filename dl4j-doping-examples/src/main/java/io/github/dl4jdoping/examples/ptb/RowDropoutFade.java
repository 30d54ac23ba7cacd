package io.github.dl4jdoping.examples.ptb;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A dropout rate that is constant up to an iteration and then fades linearly to 0.
 *
 * @param rate from 0 to 1
 * @param from iteration at which it begins to fade
 * @param until iteration at which it reaches 0; not before {@code from}
 */
record RowDropoutFade(
    @JsonProperty("rate") double rate,
    @JsonProperty("from") int from,
    @JsonProperty("until") int until)
    implements ISchedule {

  @Override
  public double valueAt(int iteration, int epoch) {
    if (iteration < from) {
      return rate;
    }
    double faded = (iteration - from) / (double) Math.max(1, until - from);
    return rate * Math.max(0.0, 1.0 - faded);
  }

  @Override
  public RowDropoutFade clone() {
    return this;
  }
}
