package io.github.dl4jdoping.structure;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The free scale between the two factors of a product. */
final class Balance {

  private Balance() {}

  /**
   * Scales two factors so that their product stays and their norms are equal, for gradient descent
   * would be slow in the one and unstable in the other otherwise. Zero factors are left alone.
   */
  static void norms(INDArray a, INDArray b) {
    double normOfA = a.norm2Number().doubleValue();
    double normOfB = b.norm2Number().doubleValue();
    if (normOfA > 0 && normOfB > 0) {
      double scale = Math.sqrt(normOfB / normOfA);
      a.muli(scale);
      b.divi(scale);
    }
  }
}
