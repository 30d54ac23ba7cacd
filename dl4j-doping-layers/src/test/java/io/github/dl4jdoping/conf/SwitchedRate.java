package io.github.dl4jdoping.conf;

import org.nd4j.linalg.schedule.ISchedule;

/** A user's own schedule: one value at iteration 0, another from then on. */
record SwitchedRate(double first, double then) implements ISchedule {

  private static final long serialVersionUID = 1L;

  @Override
  public double valueAt(int iteration, int epoch) {
    return iteration == 0 ? first : then;
  }

  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod")
  public SwitchedRate clone() {
    return this;
  }
}
