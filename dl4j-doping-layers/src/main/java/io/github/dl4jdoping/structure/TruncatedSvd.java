package io.github.dl4jdoping.structure;

import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The leading singular triplets of a matrix, {@code A ~ (U s^(1/2)) (s^(1/2) V')}, which is its best
 * approximation of that rank (Eckart and Young, 1936). Found by block power iteration from a random
 * start with some vectors more than asked for (Halko, Martinsson and Tropp, arXiv 0909.4061,
 * algorithm 4.4): a full decomposition of a weight matrix takes seconds, and a handful of its
 * triplets is all that is needed.
 *
 * <p>A start that an approximation of the same or a similar matrix had makes the iteration short, and
 * the result is never worse than the best one with the start's row space.
 */
final class TruncatedSvd {

  private static final int OVERSAMPLING = 10;

  /** Up to this side a matrix is decomposed whole, which is exact and needs no iteration. */
  private static final int SMALL = 64;

  private static final int MOST_ITERATIONS = 50;

  /** The share of the captured energy that another iteration must add to be followed by a next. */
  private static final double LEAST_GAIN = 1e-6;

  private static final long SEED = 20_261_121;

  private final INDArray a;
  private final int rank;
  private INDArray basis;
  private INDArray projection;
  private INDArray energies;
  private INDArray rotation;

  private TruncatedSvd(INDArray a, int rank) {
    this.a = a;
    this.rank = rank;
  }

  /**
   * Decomposes a matrix.
   *
   * @param a {@code [m, n]}, double; not modified
   * @param rank r, from 1 to the smaller side
   * @param start rows to start from, {@code [r, n]}; zeros for none
   * @return the leading r triplets
   */
  static TruncatedSvd of(INDArray a, int rank, INDArray start) {
    TruncatedSvd svd = new TruncatedSvd(a, rank);
    svd.iterate(start);
    return svd;
  }

  /** {@code U s^(1/2)}, {@code [m, r]}. */
  INDArray left() {
    INDArray leading = Products.columns(rotation, width() - rank, rank);
    return Products.product(basis, leading, 'f').muliRowVector(roots(0.25).transpose());
  }

  /** {@code s^(1/2) V'}, {@code [r, n]}. */
  INDArray right() {
    INDArray leading = Products.columns(rotation, width() - rank, rank).transpose();
    INDArray rows = Products.product(leading, projection, 'f');
    INDArray scale = roots(-0.25);
    return rows.muliColumnVector(scale);
  }

  private void iterate(INDArray start) {
    basis = orthonormal(Products.product(a, startVectors(start), 'f'));
    double captured = project();
    double before = Double.NEGATIVE_INFINITY;
    boolean whole = width() == Math.min(a.size(0), a.size(1));
    for (int i = 1;
        !whole && i < MOST_ITERATIONS && captured - before > LEAST_GAIN * captured;
        i++) {
      basis = orthonormal(Products.product(a, projection.transpose(), 'f'));
      before = captured;
      captured = project();
    }
  }

  private long width() {
    return basis.size(1);
  }

  private INDArray startVectors(INDArray start) {
    long smallerSide = Math.min(a.size(0), a.size(1));
    long width = Math.min(smallerSide, Math.max(SMALL, rank + OVERSAMPLING));
    INDArray vectors = random(a.size(1), width);
    if (start.norm1Number().doubleValue() > 0) {
      Products.columns(vectors, 0, rank).assign(start.transpose());
    }
    return vectors;
  }

  /** Drawn without ND4J's generator, whose state belongs to the user. */
  private static INDArray random(long rows, long columns) {
    Random random = new Random(SEED);
    double[] values = random.doubles(rows * columns, -1, 1).toArray();
    return Nd4j.createFromArray(values).reshape('f', rows, columns);
  }

  /** Projects on the basis; returns the energy that the best r directions in it capture. */
  private double project() {
    projection = Products.product(basis.transpose(), a, 'f');
    rotation = Products.product(projection, projection.transpose(), 'f');
    energies = Nd4j.create(DataType.DOUBLE, width());
    Nd4j.getBlasWrapper().lapack().syev('V', 'U', rotation, energies);
    double captured = 0;
    for (long i = width() - rank; i < width(); i++) {
      captured += Math.max(0, energies.getDouble(i));
    }
    return captured;
  }

  /** Powers of the leading energies s^2; a direction without energy is left out, power or not. */
  private INDArray roots(double power) {
    double[] roots = new double[rank];
    double least = 1e-30 * Math.max(0, energies.getDouble(width() - 1));
    for (int i = 0; i < rank; i++) {
      double energy = energies.getDouble(width() - rank + i);
      roots[i] = energy > least ? Math.pow(energy, power) : 0;
    }
    return Nd4j.createFromArray(roots).reshape(rank, 1);
  }

  private static INDArray orthonormal(INDArray vectors) {
    INDArray r = Nd4j.create(DataType.DOUBLE, new long[] {vectors.size(1), vectors.size(1)}, 'f');
    Nd4j.getBlasWrapper().lapack().geqrf(vectors, r);
    return vectors;
  }
}
