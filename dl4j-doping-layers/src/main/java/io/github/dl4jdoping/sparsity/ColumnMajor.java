package io.github.dl4jdoping.sparsity;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Between ND4J's arrays and Java arrays that hold a matrix column by column. */
final class ColumnMajor {

  private ColumnMajor() {}

  /**
   * The magnitudes of a matrix, column by column.
   *
   * @param matrix {@code [m, n]}, or its entries column by column in an array of another shape
   * @param rows m
   * @return magnitudes, where NaN counts as infinitely large
   */
  static double[] magnitudes(INDArray matrix, long rows) {
    return magnitudes(matrix, order(matrix, rows));
  }

  /** The magnitudes of any array in the order of the array. */
  static double[] inOwnOrder(INDArray values) {
    return magnitudes(values, values.ordering());
  }

  private static double[] magnitudes(INDArray values, char order) {
    double[] magnitudes = values.dup(order).data().asDouble();
    for (int i = 0; i < magnitudes.length; i++) {
      double magnitude = Math.abs(magnitudes[i]);
      // Neither greater nor less than anything, NaN would end in a wrong number of entries.
      magnitudes[i] = Double.isNaN(magnitude) ? Double.POSITIVE_INFINITY : magnitude;
    }
    return magnitudes;
  }

  /**
   * A mask of ones and zeros for a matrix.
   *
   * @param kept where the ones are, column by column
   * @param like an array to copy type and shape from
   * @param rows m
   * @return the mask
   */
  static INDArray mask(boolean[] kept, INDArray like, long rows) {
    return mask(kept, like, order(like, rows));
  }

  /** A mask of ones and zeros for any array, given in the order of the array. */
  static INDArray maskInOwnOrder(boolean[] kept, INDArray like) {
    return mask(kept, like, like.ordering());
  }

  private static INDArray mask(boolean[] kept, INDArray like, char order) {
    float[] mask = new float[kept.length];
    for (int i = 0; i < kept.length; i++) {
      mask[i] = kept[i] ? 1 : 0;
    }
    return Nd4j.createFromArray(mask).castTo(like.dataType()).reshape(order, like.shape());
  }

  private static char order(INDArray array, long rows) {
    return array.rank() == 2 && array.size(0) == rows ? 'f' : array.ordering();
  }
}
