package io.github.dl4jdoping.examples.tasks;

import java.io.Serializable;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Scales the gradient of the whole network down where its norm exceeds a bound (Pascanu et al.,
 * "On the difficulty of training recurrent neural networks", 2013). DL4J itself only clips per
 * layer or parameter.
 *
 * <p>When DL4J calls this listener, the gradient is a sum over the examples of the batch, which the
 * updater divides by their number later. The bound is one on the gradient after that division.
 */
public final class GlobalNormClipping extends BaseTrainingListener implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double bound;

  /**
   * Clipping at a bound.
   *
   * @param bound largest norm of the gradient of the loss per example; above 0
   * @throws IllegalArgumentException if the bound is not above 0
   */
  public GlobalNormClipping(double bound) {
    if (!(bound > 0)) {
      throw new IllegalArgumentException("The clipping bound must be above 0; got " + bound + ".");
    }
    this.bound = bound;
  }

  @Override
  public void onGradientCalculation(Model model) {
    INDArray gradient = model.gradient().gradient();
    double norm = gradient.norm2Number().doubleValue() / model.batchSize();
    if (norm > bound) {
      gradient.muli(bound / norm);
    }
  }
}
