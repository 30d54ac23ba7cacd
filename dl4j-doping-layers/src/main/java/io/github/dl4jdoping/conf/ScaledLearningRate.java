package io.github.dl4jdoping.conf;

import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The learning rate of another updater, constant or scheduled, times a factor. It asks that updater
 * each time, so that a rate that is set on a running network counts too.
 *
 * @param updater what has the learning rate
 * @param factor positive
 */
record ScaledLearningRate(IUpdater updater, double factor) implements ISchedule {

  private static final long serialVersionUID = 1L;

  /**
   * An updater that differs from another in its learning rate alone. Equal ones come from equal
   * updaters and factors, so that DL4J can still combine parameters into blocks.
   *
   * @param updater any updater
   * @param factor what to multiply its learning rate with
   * @return the updater itself if the factor is 1 or it does not learn at all
   * @throws IllegalArgumentException if the updater has no learning rate
   */
  static IUpdater of(IUpdater updater, double factor) {
    if (factor == 1 || updater instanceof NoOp) {
      return updater;
    }
    if (!updater.hasLearningRate()) {
      throw new IllegalArgumentException(
          "learningRateFactor("
              + factor
              + ") needs an updater with a learning rate; got "
              + updater.getClass().getSimpleName()
              + ". Leave the factor out, or set another dopingUpdater.");
    }
    IUpdater scaled = updater.clone();
    scaled.setLrAndSchedule(Double.NaN, new ScaledLearningRate(updater, factor));
    return scaled;
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    return factor * updater.getLearningRate(iteration, epoch);
  }

  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod")
  public ScaledLearningRate clone() {
    return this;
  }
}
