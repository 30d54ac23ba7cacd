package io.github.dl4jdoping.training;

import java.util.function.BiConsumer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/** Hands a model to a test at the end of every iteration, with the number of steps done. */
final class AtEveryIteration extends BaseTrainingListener {

  private final BiConsumer<Model, Integer> test;

  AtEveryIteration(BiConsumer<Model, Integer> test) {
    this.test = test;
  }

  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    test.accept(model, iteration + 1);
  }
}
