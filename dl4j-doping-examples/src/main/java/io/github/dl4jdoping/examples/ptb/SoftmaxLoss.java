package io.github.dl4jdoping.examples.ptb;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Cross-entropy of a softmax with integer targets, in nats. */
final class SoftmaxLoss {

  private SoftmaxLoss() {}

  /**
   * The summed negative log-likelihood, and its gradient with respect to the logits.
   *
   * @param logits {@code [tokens, words]}, row-major; overwritten with the gradient
   * @param targets one word id per token
   * @return {@code sum over tokens of -log softmax(logits)[target]}
   */
  static double lossAndGradient(INDArray logits, int[] targets) {
    logits.subiColumnVector(logits.max(true, 1));
    double loss = 0.0;
    for (int i = 0; i < targets.length; i++) {
      loss -= logits.getDouble(i, targets[i]);
    }
    Transforms.exp(logits, false);
    INDArray sums = logits.mmul(Nd4j.ones(logits.dataType(), logits.size(1), 1));
    for (int i = 0; i < targets.length; i++) {
      loss += Math.log(sums.getDouble(i));
    }
    logits.diviColumnVector(sums);
    for (int i = 0; i < targets.length; i++) {
      logits.putScalar(i, targets[i], logits.getDouble(i, targets[i]) - 1.0);
    }
    return loss;
  }

  /**
   * The summed negative log-likelihood, summed in double precision over the words.
   *
   * @param logits {@code [tokens, words]}; left as they are
   * @param targets one word id per token
   * @return {@code sum over tokens of -log softmax(logits)[target]}
   */
  static double loss(INDArray logits, int[] targets) {
    double loss = 0.0;
    for (int i = 0; i < targets.length; i++) {
      double[] row = logits.getRow(i).toDoubleVector();
      loss += logSumExp(row) - row[targets[i]];
    }
    return loss;
  }

  private static double logSumExp(double[] values) {
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      max = Math.max(max, value);
    }
    double sum = 0.0;
    for (double value : values) {
      sum += Math.exp(value - max);
    }
    return max + Math.log(sum);
  }
}
