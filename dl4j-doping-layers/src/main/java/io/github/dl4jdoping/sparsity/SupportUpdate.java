package io.github.dl4jdoping.sparsity;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Prunes a doping matrix as part of the update itself.
 *
 * <p>Not a penalty: it uses the one hook of DL4J that sees both the parameters and the final update,
 * after the updater and just before the subtraction. There it replaces the update by 0 where an entry
 * is off the support, so that stale momentum cannot revive it, and by the entry itself where it is
 * to be pruned, so that the subtraction leaves exactly 0. Hence the support is {@code S != 0} and no
 * listener, checkpoint or constraint ever sees a matrix with too many entries.
 *
 * <p>What is pruned depends on the iteration and on the magnitudes before the update alone. So replicas
 * of a network that start an iteration with equal parameters end it with equal supports, whatever data
 * each of them saw.
 *
 * <p>An update that is not finite leaves S as it is, support and values: a support chosen by NaN is
 * lost for good.
 */
public final class SupportUpdate implements Regularization {

  private final Annealing annealing;
  private final long rows;
  private final long finalNonZeros;
  private final boolean prunes;

  /**
   * An update for one doping matrix.
   *
   * @param annealing when to prune, to what density and with what granularity
   * @param rows number of rows of the matrix
   * @param finalNonZeros the exact number of entries to reach, which the granularity must allow
   * @param prunes whether to prune at all; if not, zeros still stay zeros
   */
  public SupportUpdate(Annealing annealing, long rows, long finalNonZeros, boolean prunes) {
    this.annealing = annealing;
    this.rows = rows;
    this.finalNonZeros = finalNonZeros;
    this.prunes = prunes;
  }

  @Override
  public ApplyStep applyStep() {
    return ApplyStep.POST_UPDATER;
  }

  /**
   * Rewrites the update.
   *
   * @param parameters S, as a matrix or, as DL4J passes it, flat and column by column
   * @param update what will be subtracted from it; changed in place
   * @param learningRate ignored: the update has it already
   * @param iteration index of the training step, from 0
   * @param epoch ignored
   */
  @Override
  public void apply(
      INDArray parameters, INDArray update, double learningRate, int iteration, int epoch) {
    long nonZeros = keepZerosAndNonZeros(parameters, update);
    if (nonZeros == FlatFloats.NOT_FINITE) {
      update.assign(0);
      return;
    }
    if (prunes) {
      long columns = parameters.length() / rows;
      long keep = annealing.nonZerosAfter(iteration + 1, rows, columns, finalNonZeros);
      if (nonZeros > keep) {
        prune(parameters, update, keep);
      }
    }
  }

  /**
   * Entries off the support do not move, and an entry on it never becomes 0 by accident.
   *
   * @return the number of entries on the support, or {@link FlatFloats#NOT_FINITE} if a number is not
   *     finite; the update is undefined then
   */
  private static long keepZerosAndNonZeros(INDArray parameters, INDArray update) {
    if (FlatFloats.reaches(parameters) && FlatFloats.reaches(update)) {
      return FlatFloats.keepSupport(update, parameters);
    }
    if (!FiniteCheck.isFinite(update) || !FiniteCheck.isFinite(parameters)) {
      return FlatFloats.NOT_FINITE;
    }
    INDArray mask = parameters.neq(0).castTo(update.dataType());
    mask.muli(parameters.neq(update).castTo(update.dataType()));
    update.muli(mask);
    return MagnitudePruning.nonZeros(parameters);
  }

  private void prune(INDArray parameters, INDArray update, long keep) {
    INDArray mask = MagnitudePruning.support(parameters, rows, keep, annealing.granularity());
    // p - (u m + p (1 - m)) is p - u where the mask is 1 and exactly 0 where it is 0.
    update.muli(mask);
    update.addi(parameters.mul(mask.rsub(1)));
  }

  /**
   * No penalty.
   *
   * @return 0
   */
  @Override
  public double score(INDArray parameters, int iteration, int epoch) {
    return 0;
  }

  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod")
  public Regularization clone() {
    return this;
  }
}
