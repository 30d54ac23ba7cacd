package io.github.dl4jdoping.sparsity;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Swaps a share of the support of a doping matrix: entries of smallest magnitude for entries off the
 * support whose gradient has the largest magnitude (Evci et al., arXiv 1911.11134, algorithm 1). The
 * number of entries is exactly what it would be without, and the support keeps its granularity. Where
 * pruning is due in the same step, it drops that much more.
 *
 * <p>Not a penalty: it uses DL4J's hook before the updater, the first place that sees both parameters
 * and final gradient. Dropped entries become 0 there. Grown ones become a seed, a value next to nothing
 * that makes them part of the support, so that {@link SupportUpdate} lets the updater's step through:
 * after it they are where that step takes them from 0.
 *
 * <p>What happens depends on the iteration, the parameters and the gradient alone.
 */
public final class SupportRegrowth implements Regularization {

  /** In single precision lost beside any step, so that it starts from 0 exactly. */
  private static final double SEED = 1e-30;

  /** The least that half precision tells from 0 with room to spare. */
  private static final double SEED_IN_HALF_PRECISION = 1e-6;

  /** Above all gradients, which are scaled to at most 1, and far enough for sums of their squares. */
  private static final double SURVIVES = 1e3;

  /** Below all gradients: what was dropped comes back if there is too little to grow. */
  private static final double COMES_BACK = 1e-100;

  private final Regrowth regrowth;
  private final Annealing annealing;
  private final long rows;
  private final long finalNonZeros;

  /**
   * Regrowth of one doping matrix.
   *
   * @param regrowth when to swap how much
   * @param annealing when to prune, to what density and with what granularity
   * @param rows number of rows of the matrix
   * @param finalNonZeros the exact number of entries to reach, which the granularity must allow
   */
  public SupportRegrowth(Regrowth regrowth, Annealing annealing, long rows, long finalNonZeros) {
    this.regrowth = regrowth;
    this.annealing = annealing;
    this.rows = rows;
    this.finalNonZeros = finalNonZeros;
  }

  @Override
  public ApplyStep applyStep() {
    return ApplyStep.BEFORE_UPDATER;
  }

  /**
   * Whether the gradient off the support is needed.
   *
   * @param iteration index of the training step, from 0
   * @return true if this step ends with a swap
   */
  public boolean isDueIn(int iteration) {
    return regrowth.shareAfter(iteration + 1) > 0;
  }

  /**
   * Leaves of a gradient what belongs to the support or to entries that are about to grow, so that
   * clipping by norm does not see the rest.
   *
   * @param values S, {@code [m, n]}
   * @param gradient the gradient of every entry, {@code [m, n]}; changed in place
   * @param iteration index of the training step, from 0
   */
  public void restrict(INDArray values, INDArray gradient, int iteration) {
    double[] magnitudes = ColumnMajor.magnitudes(values, rows);
    boolean[] kept = nonZeros(magnitudes);
    boolean[] support = newSupport(magnitudes, gradient, iteration + 1);
    for (int i = 0; i < kept.length; i++) {
      kept[i] |= support[i];
    }
    gradient.muli(ColumnMajor.mask(kept, gradient, rows));
  }

  /**
   * Swaps, if it is due in this step.
   *
   * @param parameters S, as a matrix or, as DL4J passes it, flat and column by column; changed in
   *     place
   * @param gradient as {@link #restrict} left it, perhaps scaled; changed in place
   * @param learningRate ignored
   * @param iteration index of the training step, from 0
   * @param epoch ignored
   */
  @Override
  public void apply(
      INDArray parameters, INDArray gradient, double learningRate, int iteration, int epoch) {
    if (!isDueIn(iteration)) {
      return;
    }
    double[] magnitudes = ColumnMajor.magnitudes(parameters, rows);
    boolean[] support = newSupport(magnitudes, gradient, iteration + 1);
    boolean[] grown = support.clone();
    for (int i = 0; i < grown.length; i++) {
      grown[i] &= magnitudes[i] == 0;
    }
    parameters.muli(ColumnMajor.mask(support, parameters, rows));
    // And zeros without a sign, whatever sign the dropped entries had.
    parameters.addi(seeds(ColumnMajor.mask(grown, parameters, rows), gradient)).addi(0);
    gradient.muli(ColumnMajor.mask(support, gradient, rows));
  }

  /** On the side of 0 that the step goes to. */
  private static INDArray seeds(INDArray grown, INDArray gradient) {
    INDArray rising = gradient.gt(0).castTo(grown.dataType());
    double seed = grown.dataType() == DataType.FLOAT16 ? SEED_IN_HALF_PRECISION : SEED;
    return rising.muli(-2).addi(1).muli(grown).muli(seed);
  }

  /** The support after a step, column by column; the present one if there is nothing to swap. */
  private boolean[] newSupport(double[] magnitudes, INDArray gradient, int done) {
    Granularity granularity = annealing.granularity();
    int height = Math.toIntExact(rows);
    long columns = magnitudes.length / rows;
    long target = entriesAfter(magnitudes, done);
    long swapped = Math.round(regrowth.shareAfter(done) * target);
    long surviving = granularity.achievable(rows, columns, target - swapped);
    if (surviving == target || granularity.achievable(rows, columns, target) != target) {
      return nonZeros(magnitudes);
    }
    boolean[] survivors = granularity.largest(magnitudes, height, surviving);
    double[] slopes = ColumnMajor.magnitudes(gradient, rows);
    return granularity.largest(ranks(magnitudes, survivors, slopes), height, target);
  }

  private static boolean[] nonZeros(double[] magnitudes) {
    boolean[] support = new boolean[magnitudes.length];
    for (int i = 0; i < support.length; i++) {
      support[i] = magnitudes[i] != 0;
    }
    return support;
  }

  private long entriesAfter(double[] magnitudes, int done) {
    long present = 0;
    for (double magnitude : magnitudes) {
      present += magnitude != 0 ? 1 : 0;
    }
    long columns = magnitudes.length / rows;
    return Math.min(present, annealing.nonZerosAfter(done, rows, columns, finalNonZeros));
  }

  /** Survivors, then what is off the support by its gradient, then what was dropped by magnitude. */
  private static double[] ranks(double[] magnitudes, boolean[] survivors, double[] slopes) {
    double steepest = 0;
    double largest = 0;
    for (int i = 0; i < magnitudes.length; i++) {
      steepest = Math.max(steepest, magnitudes[i] == 0 ? slopes[i] : 0);
      largest = Math.max(largest, magnitudes[i]);
    }
    double[] ranks = new double[magnitudes.length];
    for (int i = 0; i < ranks.length; i++) {
      if (survivors[i]) {
        ranks[i] = SURVIVES;
      } else if (magnitudes[i] != 0) {
        ranks[i] = Math.max(Double.MIN_NORMAL, COMES_BACK * share(magnitudes[i], largest));
      } else if (slopes[i] != 0) {
        ranks[i] = share(slopes[i], steepest);
      }
    }
    return ranks;
  }

  private static double share(double value, double largest) {
    return value < largest ? value / largest : 1;
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
