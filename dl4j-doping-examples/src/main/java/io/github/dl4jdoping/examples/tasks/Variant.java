package io.github.dl4jdoping.examples.tasks;

import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.MatrixShape;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.Unstructured;
import java.util.Locale;

/** The ways to build the weight matrices of the LSTM layers that are compared. */
public enum Variant {
  /** Uncompressed: the library's own engine without structure and without pruning. */
  DENSE(Family.NONE, false),
  /** A Kronecker product alone; its size follows from the shape and the number of terms. */
  KP(Family.KRONECKER, false),
  /** A low-rank product alone. */
  LMF(Family.LOW_RANK, false),
  /** A hybrid of free and low-rank columns alone. */
  HMD(Family.HYBRID, false),
  /** Magnitude pruning: doping without a structure. */
  PRUNE(Family.NONE, true),
  /** Kronecker product plus doping. */
  DOPED_KP(Family.KRONECKER, true),
  /** Low-rank product plus doping. */
  DOPED_LMF(Family.LOW_RANK, true),
  /** Hybrid plus doping. */
  DOPED_HMD(Family.HYBRID, true);

  /** Share of the parameter budget that the structure gets beside a doping matrix. */
  public static final double STRUCTURE_SHARE = 0.25;

  private final Family family;
  private final boolean annealed;

  Variant(Family family, boolean annealed) {
    this.family = family;
    this.annealed = annealed;
  }

  /**
   * Whether there is a doping matrix that is pruned in the course of training.
   *
   * @return true for pruning and all doped structures
   */
  public boolean annealed() {
    return annealed;
  }

  /**
   * Whether there are two co-matrices, which row dropout needs.
   *
   * @return true for the doped structures
   */
  public boolean doped() {
    return annealed && family != Family.NONE;
  }

  /**
   * Whether the structure is a Kronecker product.
   *
   * @return true for kp and doped-kp
   */
  public boolean kronecker() {
    return family == Family.KRONECKER;
  }

  /**
   * The structure of the weight matrices, sized for a parameter budget where the family allows it.
   *
   * @param shape shape of each of the matrices
   * @param factor dense weights by remaining weights
   * @param terms number of terms of a Kronecker product
   * @param shapes shapes of the factors of a Kronecker product
   * @return the largest structure of the family within its share of the budget, or the smallest if
   *     none fits
   */
  public Structure structure(MatrixShape shape, double factor, int terms, FactorShapes shapes) {
    return structure(shape, factor, terms, shapes, annealed ? STRUCTURE_SHARE : 1.0);
  }

  /**
   * The structure of the weight matrices, sized for a share of a parameter budget where the family
   * allows it.
   *
   * @param shape shape of each of the matrices
   * @param factor dense weights by remaining weights
   * @param terms number of terms of a Kronecker product
   * @param shapes shapes of the factors of a Kronecker product
   * @param share of the budget, in (0, 1]
   * @return the largest structure of the family within that share, or the smallest if none fits
   */
  public Structure structure(
      MatrixShape shape, double factor, int terms, FactorShapes shapes, double share) {
    double budget = shape.size() / factor * share;
    return switch (family) {
      case NONE -> Unstructured.none();
      case KRONECKER -> shapes.structure(shape, terms);
      case LOW_RANK -> LowRank.rank(rank(shape, budget));
      case HYBRID -> Hybrid.of(denseShare(shape, budget), 1);
    };
  }

  private static int rank(MatrixShape shape, double budget) {
    double largest =
        Math.min((double) shape.smallerSide(), budget / (shape.rows() + shape.columns()));
    return (int) Math.max(1, largest);
  }

  /**
   * Per gate, a free column has one weight per row; the other columns are two rank-1 blocks, with
   * one weight per row in all and two per column.
   */
  private static double denseShare(MatrixShape shape, double budget) {
    long rows = shape.rows();
    long columns = shape.blockColumns();
    double free = Math.floor((budget / shape.blocks() - 2 * columns - rows) / (rows - 2));
    return Math.max(0, Math.min((double) columns, free)) / columns;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private enum Family {
    NONE,
    KRONECKER,
    LOW_RANK,
    HYBRID
  }
}
