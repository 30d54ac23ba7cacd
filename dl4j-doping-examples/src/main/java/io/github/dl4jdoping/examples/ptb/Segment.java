package io.github.dl4jdoping.examples.ptb;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A stretch of time of all sequences of a batch.
 *
 * @param inputs word ids, integers of shape {@code [sequences, 1, steps]}
 * @param targets the words that follow them, same shape
 */
record Segment(INDArray inputs, INDArray targets) {

  /**
   * The number of sequences.
   *
   * @return the batch size
   */
  long sequences() {
    return inputs.size(0);
  }

  /**
   * The number of predicted words.
   *
   * @return sequences times steps
   */
  long tokens() {
    return targets.length();
  }
}
