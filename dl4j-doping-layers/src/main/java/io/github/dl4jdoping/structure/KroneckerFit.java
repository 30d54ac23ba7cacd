package io.github.dl4jdoping.structure;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fits a sum of Kronecker products to a matrix. In the rearrangement of {@link KroneckerMatrix} it is
 * a matrix of rank K, so that without row weights the best one is a truncated singular value
 * decomposition (Van Loan and Pitsianis, 1993). A row weight falls on both indices of the
 * rearranged matrix; then there is no closed form, and terms are improved one by one, each by least
 * squares for one factor with the other fixed, from the best fit to the evenly weighted target.
 */
final class KroneckerFit {

  private static final int MOST_SWEEPS = 20;
  private static final double LEAST_GAIN = 1e-6;

  private final INDArray b;
  private final INDArray c;

  /** Rearranged: {@code [p1 q1, p2 q2]}. */
  private final INDArray target;

  private KroneckerFit(INDArray target, INDArray b, INDArray c) {
    this.target = target;
    this.b = b;
    this.c = c;
  }

  /**
   * Fits the factors.
   *
   * @param target rearranged, {@code [p1 q1, p2 q2]}
   * @param squaredWeights those of the entries, rearranged likewise; null if all are equal
   * @param params slots B and C; what C holds is where the search starts
   */
  static void fit(INDArray target, INDArray squaredWeights, Params params) {
    INDArray b = params.get(KroneckerMatrix.B);
    INDArray c = params.get(KroneckerMatrix.C);
    KroneckerFit fit = new KroneckerFit(target, asDouble(b), asDouble(c));
    boolean fromScratch = isZero(fit.c);
    if (squaredWeights == null || fromScratch) {
      fit.decompose();
    }
    if (squaredWeights != null) {
      fit.improve(squaredWeights);
    }
    for (int k = 0; k < fit.b.size(0); k++) {
      Balance.norms(fit.b.getRow(k), fit.c.getRow(k));
    }
    b.assign(fit.b);
    c.assign(fit.c);
  }

  private void decompose() {
    int rank = (int) Math.min(b.size(0), Math.min(target.size(0), target.size(1)));
    TruncatedSvd svd = TruncatedSvd.of(target, rank, Products.rows(c, 0, rank));
    b.assign(0);
    c.assign(0);
    Products.rows(b, 0, rank).assign(svd.left().transpose());
    Products.rows(c, 0, rank).assign(svd.right());
  }

  private void improve(INDArray weights) {
    INDArray error = target.sub(Products.product(b.transpose(), c, 'f'));
    double before = energy(error, weights);
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      for (int k = 0; k < b.size(0); k++) {
        improveTerm(error, weights, column(b, k), column(c, k));
      }
      double after = energy(error, weights);
      if (before - after <= LEAST_GAIN * before) {
        return;
      }
      before = after;
    }
  }

  private static void improveTerm(INDArray error, INDArray weights, INDArray b, INDArray c) {
    error.addi(outer(b, c));
    INDArray weighted = weights.mul(error);
    solve(weighted, weights, c, b);
    solve(weighted.transpose(), weights.transpose(), b, c);
    error.subi(outer(b, c));
  }

  /** The x that minimises the weighted error of {@code x y'}; as it is where y is zero. */
  private static void solve(INDArray weighted, INDArray weights, INDArray y, INDArray x) {
    if (!isZero(y)) {
      x.assign(weighted.mmul(y).divi(weights.mmul(y.mul(y))));
    }
  }

  private static INDArray outer(INDArray b, INDArray c) {
    return Products.product(b, c.transpose(), 'f');
  }

  private static INDArray column(INDArray factors, int k) {
    return factors.getRow(k).reshape(factors.size(1), 1);
  }

  private static double energy(INDArray error, INDArray weights) {
    return error.mul(error).muli(weights).sumNumber().doubleValue();
  }

  private static boolean isZero(INDArray array) {
    return array.normmaxNumber().doubleValue() == 0;
  }

  private static INDArray asDouble(INDArray array) {
    INDArray copy = Nd4j.create(DataType.DOUBLE, array.shape(), 'c');
    return copy.assign(array);
  }
}
