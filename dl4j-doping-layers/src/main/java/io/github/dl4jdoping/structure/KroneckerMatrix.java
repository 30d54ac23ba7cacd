package io.github.dl4jdoping.structure;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@code D = sum_k B_k (x) C_k}. Row k of slot {@code B [K, p1 q1]} is {@code B_k} flattened
 * row-major, and likewise for {@code C [K, p2 q2]}. With the rearrangement
 *
 * <p>{@code R(D)[(i1, j1), (i2, j2)] = D[(i1, i2), (j1, j2)]}
 *
 * <p>a sum of Kronecker products is a product of rank K, {@code R(D) = B' C}, whose pull-back is
 * {@code dB = C R(dD)'} and {@code dC = B R(dD)} (Van Loan and Pitsianis, Approximation with
 * Kronecker Products, 1993).
 */
final class KroneckerMatrix implements StructuredMatrix {

  static final String B = "B";
  static final String C = "C";

  private final MatrixShape shape;
  private final KroneckerFactors factors;
  private final int terms;

  KroneckerMatrix(MatrixShape shape, KroneckerFactors factors, int terms) {
    this.shape = shape;
    this.factors = factors;
    this.terms = terms;
  }

  @Override
  public MatrixShape shape() {
    return shape;
  }

  @Override
  public List<ParamSlot> slots() {
    return List.of(
        new ParamSlot(B, terms, factors.p1() * factors.q1(), 2, terms),
        new ParamSlot(C, terms, factors.p2() * factors.q2(), 2, terms));
  }

  @Override
  public Optional<MatrixForm> form() {
    return Optional.of(
        new MatrixForm.Kronecker(terms, factors.p1(), factors.q1(), factors.p2(), factors.q2()));
  }

  @Override
  public INDArray toDense(Params params) {
    return termsOf(params).toDense();
  }

  @Override
  public void pullBack(Params params, INDArray dDense, Params gradients) {
    INDArray rearranged = rearrange(dDense);
    Products.set(gradients.get(B), params.get(C), rearranged.transpose());
    Products.set(gradients.get(C), params.get(B), rearranged);
  }

  @Override
  public void fit(FitTarget target, Params params) {
    INDArray weights = null;
    if (target.isWeighted()) {
      INDArray squares = target.rowWeights().mul(target.rowWeights());
      weights = rearrange(squares.broadcast(shape.rows(), shape.columns()));
    }
    KroneckerFit.fit(rearrange(target.matrix()), weights, params);
  }

  @Override
  public INDArray multiply(Params params, INDArray x) {
    return cheaperThroughFactors(1)
        ? termsOf(params).multiply(x)
        : StructuredMatrix.super.multiply(params, x);
  }

  @Override
  public INDArray multiplyTransposed(Params params, INDArray y) {
    return cheaperThroughFactors(1)
        ? termsOf(params).transpose().multiply(y)
        : StructuredMatrix.super.multiplyTransposed(params, y);
  }

  @Override
  public void pullBackProduct(Params params, INDArray x, INDArray dz, Params gradients) {
    if (cheaperThroughFactors(2)) {
      termsOf(params).pullBackProduct(x, dz, gradients.get(B), gradients.get(C));
    } else {
      StructuredMatrix.super.pullBackProduct(params, x, dz, gradients);
    }
  }

  private KroneckerTerms termsOf(Params params) {
    return KroneckerTerms.of(factors, params.get(B), params.get(C));
  }

  private INDArray rearrange(INDArray dense) {
    KroneckerFactors f = factors;
    return dense
        .reshape('c', f.p1(), f.p2(), f.q1(), f.q2())
        .permute(0, 2, 1, 3)
        .dup('c')
        .reshape('c', f.p1() * f.q1(), f.p2() * f.q2());
  }

  private boolean cheaperThroughFactors(long products) {
    long cost = Math.min(factors.costOfLastFirst(), factors.costOfFirstFirst());
    return products * terms * cost <= shape.size();
  }
}
