package io.github.dl4jdoping.pytorch;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The weights of one direction of one layer, as DL4J has them.
 *
 * @param input W, {@code [inputs, 4 units]}
 * @param recurrent R, {@code [units, 4 units]}
 * @param bias {@code [4 units]}
 */
record LstmWeights(INDArray input, INDArray recurrent, INDArray bias) {

  /**
   * Where DL4J's blocks (candidate, forget, output, input gate) are among PyTorch's (input, forget
   * gate, candidate, output gate).
   */
  private static final int[] BLOCKS = {2, 1, 3, 0};

  /**
   * Brings PyTorch's tensors into DL4J's order.
   *
   * @param input weight_ih, {@code [4 units, inputs]}
   * @param recurrent weight_hh, {@code [4 units, units]}
   * @param bias bias_ih plus bias_hh, {@code [4 units, 1]}
   */
  static LstmWeights fromPyTorch(INDArray input, INDArray recurrent, INDArray bias) {
    return new LstmWeights(
        columns(input), columns(recurrent), columns(bias).reshape(bias.length()));
  }

  private static INDArray columns(INDArray rows) {
    long units = rows.size(0) / BLOCKS.length;
    INDArray[] blocks = new INDArray[BLOCKS.length];
    for (int i = 0; i < blocks.length; i++) {
      long from = BLOCKS[i] * units;
      blocks[i] = rows.get(NDArrayIndex.interval(from, from + units), NDArrayIndex.all());
    }
    return Nd4j.vstack(blocks).transpose();
  }

  int inputs() {
    return input.rows();
  }

  int units() {
    return recurrent.rows();
  }

  DataType dataType() {
    return input.dataType();
  }
}
