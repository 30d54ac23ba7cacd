package io.github.dl4jdoping.examples.tasks;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Cross-entropy of a softmax with integer targets, in nats. Logits are {@code [tokens, words]},
 * row-major, and are worked on in place: for a large vocabulary, time goes into reading them.
 */
final class SoftmaxLoss {

  private SoftmaxLoss() {}

  /**
   * The negative log-likelihood {@code sum over tokens of -log softmax(logits)[target]}. Logarithms
   * are taken of sums of exponentials, so that no probability is too small, and are added up in
   * double precision.
   *
   * @param logits destroyed
   * @param targets one word id per token
   * @return the sum, at least 0
   */
  static double loss(INDArray logits, int[] targets) {
    double ofTargets = subtractMaxima(logits, targets);
    return sumOfLogs(exponentiate(logits)) - ofTargets;
  }

  /**
   * The negative log-likelihood, and its gradient {@code softmax(logits) - onehot(targets)}.
   *
   * @param logits overwritten with the gradient
   * @param targets one word id per token
   * @return as {@link #loss}
   */
  static double lossAndGradient(INDArray logits, int[] targets) {
    double ofTargets = subtractMaxima(logits, targets);
    INDArray sums = exponentiate(logits);
    logits.diviColumnVector(sums);
    for (int i = 0; i < targets.length; i++) {
      logits.putScalar(i, targets[i], logits.getDouble(i, targets[i]) - 1.0);
    }
    return sumOfLogs(sums) - ofTargets;
  }

  /**
   * Turns a gradient into that of {@code (1 - share) CE + share KL(teacher || softmax)}, which is
   * {@code softmax(logits) - (1 - share) onehot(targets) - share teacher}.
   *
   * @param gradient of the cross-entropy alone; overwritten
   * @param targets one word id per token
   * @param teacher distributions, {@code [tokens, words]}; overwritten
   * @param share in [0, 1]
   */
  static void distil(INDArray gradient, int[] targets, INDArray teacher, double share) {
    gradient.subi(teacher.muli(share));
    for (int i = 0; i < targets.length; i++) {
      gradient.putScalar(i, targets[i], gradient.getDouble(i, targets[i]) + share);
    }
  }

  /** Makes 0 the largest logit of every token, and adds up the logits of the targets. */
  private static double subtractMaxima(INDArray logits, int[] targets) {
    logits.subiColumnVector(logits.max(true, 1));
    double ofTargets = 0.0;
    for (int i = 0; i < targets.length; i++) {
      ofTargets += logits.getDouble(i, targets[i]);
    }
    return ofTargets;
  }

  /** Replaces logits by their exponentials, and returns the sum of these for every token. */
  private static INDArray exponentiate(INDArray logits) {
    Transforms.exp(logits, false);
    // A product with ones is several times faster than ND4J's sum.
    return logits.mmul(Nd4j.ones(logits.dataType(), logits.size(1), 1));
  }

  private static double sumOfLogs(INDArray sums) {
    double logs = 0.0;
    for (double sum : sums.toDoubleVector()) {
      logs += Math.log(sum);
    }
    return logs;
  }
}
