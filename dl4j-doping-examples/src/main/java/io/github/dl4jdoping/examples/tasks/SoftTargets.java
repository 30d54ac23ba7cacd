package io.github.dl4jdoping.examples.tasks;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The distribution over words that a {@link SoftmaxOutput} gives, and one that it is to learn from
 * (Hinton et al., "Distilling the knowledge in a neural network", arXiv 1503.02531, at temperature
 * 1). Tokens are in the order of time, then sequence.
 */
public interface SoftTargets {

  /**
   * The distributions for the input that was set last.
   *
   * @return {@code [tokens, words]}, row-major, in memory that the next pass overwrites
   */
  INDArray probabilities();

  /**
   * Gives the next backward pass a second target beside the words themselves: it descends {@code (1 -
   * share) CE + share KL(teacher || softmax)}. The score stays the cross-entropy.
   *
   * @param teacher {@code [tokens, words]}, row-major; overwritten in that pass
   * @param share in [0, 1]
   */
  void learnFrom(INDArray teacher, double share);
}
