package io.github.dl4jdoping.deploy;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays of DL4J as the runtime wants them. */
final class RowMajor {

  private RowMajor() {}

  /** The values row by row, of any array; none if there is no array. */
  static float[] of(INDArray array) {
    return array == null
        ? new float[0]
        : array.dup('c').reshape('c', new long[] {array.length()}).toFloatVector();
  }
}
