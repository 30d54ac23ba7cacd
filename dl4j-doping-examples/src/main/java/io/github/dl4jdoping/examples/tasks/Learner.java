package io.github.dl4jdoping.examples.tasks;

import java.util.Map;
import org.deeplearning4j.nn.api.Model;

/** A network with the data that it learns from and is measured on. */
public interface Learner {

  /**
   * The network.
   *
   * @return a MultiLayerNetwork or a ComputationGraph
   */
  Model network();

  /**
   * Identifies the training data.
   *
   * @return the same for the same data
   */
  int fingerprint();

  /**
   * The length of an epoch.
   *
   * @return number of batches
   */
  int batches();

  /**
   * One training iteration. Which examples it takes depends on the arguments alone.
   *
   * @param epoch from 0
   * @param batch from 0, below {@link #batches()}
   * @return the loss before the step
   */
  Loss fit(int epoch, int batch);

  /** Tells the network that an epoch is over. */
  void endEpoch();

  /**
   * Measures the network on the validation data.
   *
   * @return the measure that {@link #validation()} names
   */
  double validate();

  /**
   * What {@link #validate()} measures.
   *
   * @return such as {@code accuracy}
   */
  String validation();

  /**
   * Measures the finished network on the test data.
   *
   * @return values by column name
   */
  Map<String, String> test();
}
