package io.github.dl4jdoping.decomposition;

import io.github.dl4jdoping.sparsity.Granularity;
import io.github.dl4jdoping.sparsity.MagnitudePruning;
import io.github.dl4jdoping.structure.FitTarget;
import io.github.dl4jdoping.structure.ParamSlot;
import io.github.dl4jdoping.structure.Params;
import io.github.dl4jdoping.structure.StructuredMatrix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Finds a structured and a sparse matrix whose sum approximates a given one: D is fitted to {@code W -
 * S}, then S takes the largest entries of {@code W - D}, in turns (GoDec: Zhou and Tao, "Randomized
 * low-rank &amp; sparse matrix decomposition in noisy case", ICML 2011, here for any structure, norm
 * and granularity). Each half is a best approximation, or at least no worse than before, so that the
 * error never rises.
 */
public final class Decomposer {

  private static final double LEAST_GAIN = 1e-4;

  /** Of an entry on the support, by the root mean square of the matrix. */
  private static final double LEAST_VALUE = 1e-7;

  private final Granularity granularity;
  private final int mostIterations;

  /**
   * A decomposer.
   *
   * @param granularity what S keeps or drops as a whole
   * @param mostIterations how often to alternate at most, at least 1; it ends earlier when the squared
   *     error falls by less than 0.01 %. With 1, S is fitted to what D leaves and that is all.
   * @throws IllegalArgumentException if there is no iteration
   */
  public Decomposer(Granularity granularity, int mostIterations) {
    if (mostIterations < 1) {
      throw new IllegalArgumentException(
          "A decomposition takes at least 1 iteration; got " + mostIterations + ".");
    }
    this.granularity = granularity;
    this.mostIterations = mostIterations;
  }

  /**
   * Decomposes a matrix: from an empty S and, if there is time to alternate, from an S of the largest
   * entries of W, which is the better start where a few of them are far larger than the rest. The
   * better of both results counts.
   *
   * @param target W and the norm
   * @param structure D, of the same shape
   * @param nonZeros the number of entries of S, which the granularity must allow; where the rest is
   *     zero an entry has the value 1e-7 times the root mean square of W, and counts all the same
   * @return D and S
   * @throws UnsupportedOperationException if the structure cannot be fitted
   */
  public Decomposition decompose(FitTarget target, StructuredMatrix structure, long nonZeros) {
    INDArray empty = Nd4j.zeros(DataType.DOUBLE, target.matrix().shape());
    Alternation structureFirst = new Alternation(target, structure, nonZeros, empty);
    Alternation best = structureFirst;
    if (mostIterations > 1 && !structure.isZero()) {
      INDArray largest = target.matrix().mul(support(target, nonZeros));
      Alternation sparseFirst = new Alternation(target, structure, nonZeros, largest);
      best = sparseFirst.error() < structureFirst.error() ? sparseFirst : structureFirst;
    }
    return new Decomposition(
        structure, best.theta, best.filled(), structureFirst.errors.get(0), best.errors);
  }

  /**
   * A less sparse S for a structured part that is kept.
   *
   * @param target W and the norm
   * @param found a decomposition of it
   * @param nonZeros the number of entries of the new S, which the granularity must allow
   * @return the largest entries of {@code W - D}, {@code [m, n]}, filled where they are zero
   */
  public INDArray largestOfRest(FitTarget target, Decomposition found, long nonZeros) {
    FitTarget rest = target.minus(found.dense());
    INDArray support = support(rest, nonZeros);
    return fillZeros(support.mul(rest.matrix()), support, target);
  }

  private INDArray support(FitTarget rest, long nonZeros) {
    return MagnitudePruning.bestSupport(rest.weigh(rest.matrix()), nonZeros, granularity);
  }

  /** The way from one start. */
  private final class Alternation {

    private final FitTarget target;
    private final Params theta;
    private final List<Double> errors = new ArrayList<>();
    private INDArray support;
    private INDArray sparse;

    Alternation(FitTarget target, StructuredMatrix structure, long nonZeros, INDArray start) {
      this.target = target;
      this.theta = zeros(structure);
      this.sparse = start;
      double energy = target.energy();
      do {
        structure.fit(target.minus(sparse), theta);
        FitTarget rest = target.minus(dense(structure, theta));
        support = support(rest, nonZeros);
        sparse = support.mul(rest.matrix());
        errors.add(energy == 0 ? 0 : rest.minus(sparse).energy() / energy);
      } while (errors.size() < mostIterations && isFalling(errors));
    }

    double error() {
      return errors.get(errors.size() - 1);
    }

    INDArray filled() {
      return fillZeros(sparse, support, target);
    }
  }

  /** A doped layer takes S != 0 for the support, so that a zero on it would be lost to training. */
  private static INDArray fillZeros(INDArray sparse, INDArray support, FitTarget target) {
    double scale =
        target.matrix().norm2Number().doubleValue() / Math.sqrt((double) sparse.length());
    INDArray zeros = sparse.eq(0).castTo(DataType.DOUBLE).muli(support);
    return sparse.addi(zeros.muli(LEAST_VALUE * (scale == 0 ? 1 : scale)));
  }

  private static boolean isFalling(List<Double> errors) {
    int last = errors.size() - 1;
    double error = errors.get(last);
    return error > 0 && (last == 0 || errors.get(last - 1) - error > LEAST_GAIN * error);
  }

  /** Zero and dense matrices have the type of their parameters or, without any, the default one. */
  static INDArray dense(StructuredMatrix structure, Params theta) {
    return structure.toDense(theta).castTo(DataType.DOUBLE);
  }

  /** Parameters for a fit that starts from scratch. */
  static Params zeros(StructuredMatrix structure) {
    Map<String, INDArray> slots = new HashMap<>();
    for (ParamSlot slot : structure.slots()) {
      long[] shape = {slot.rows(), slot.columns()};
      slots.put(slot.name(), Nd4j.create(DataType.DOUBLE, shape, 'f'));
    }
    return slots::get;
  }
}
