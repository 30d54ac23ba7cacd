package io.github.dl4jdoping.kernel;

import java.util.Arrays;

/**
 * A matrix of low rank, {@code M = L Q}, in training. With rows {@code y = x L Q} of a batch, the
 * gradients are {@code dL = x' (dy Q')} and {@code dQ' = dy' (x L)}.
 */
public final class TrainableLowRank implements TrainableMatrix {

  private final Gemm gemm;
  private final int rows;
  private final int columns;
  private final int rank;
  private final int stride;
  private final LowRankProduct matrix;
  private final LowRankProduct transpose;

  /** {@code L [rows, r]}, rows padded. */
  private final float[] left;

  /** {@code Q' [columns, r]}, rows padded. */
  private final float[] rightTransposed;

  /** Gradient of L, rows padded. */
  private final float[] dLeft;

  /** Gradient of Q', rows padded. */
  private final float[] dRightTransposed;

  private float[] inner = new float[0];

  TrainableLowRank(Kernels kernels, int rows, int columns, int rank, float[] left, float[] right) {
    this.gemm = kernels.gemm();
    this.rows = rows;
    this.columns = columns;
    this.rank = rank;
    this.stride = gemm.padded(rank);
    float[] leftTransposed = Transposition.ofEach(left, rows, rank);
    float[] rightAsRows = Transposition.ofEach(right, rank, columns);
    this.matrix = kernels.lowRank(rows, columns, rank, left.clone(), right.clone());
    this.transpose = kernels.lowRank(columns, rows, rank, rightAsRows, leftTransposed);
    this.left = Matrices.padded("L", left.clone(), stride, rows, rank);
    this.rightTransposed = Matrices.padded("Q'", rightAsRows, stride, columns, rank);
    this.dLeft = new float[rows * stride];
    this.dRightTransposed = new float[columns * stride];
  }

  /**
   * The gradient of the left factor.
   *
   * @return a new array, {@code [rows, r]}, row-major
   */
  public float[] gradientOfLeft() {
    return Matrices.unpadded(dLeft, stride, rank);
  }

  /**
   * The gradient of the right factor.
   *
   * @return a new array, {@code [r, columns]}, row-major
   */
  public float[] gradientOfRight() {
    return Transposition.ofEach(Matrices.unpadded(dRightTransposed, stride, rank), columns, rank);
  }

  @Override
  public Product product() {
    return matrix;
  }

  @Override
  public Product transposed() {
    return transpose;
  }

  @Override
  public void clearGradient() {
    Arrays.fill(dLeft, 0);
    Arrays.fill(dRightTransposed, 0);
  }

  @Override
  public void addGradient(int batch, float[] x, float[] dy) {
    addFactorGradient(batch, dy, columns, rightTransposed, x, rows, dLeft);
    addFactorGradient(batch, x, rows, left, dy, columns, dRightTransposed);
  }

  /** Adds {@code b' (a F)} to a gradient. */
  private void addFactorGradient(
      int batch, float[] a, int aSize, float[] factor, float[] b, int bSize, float[] gradient) {
    inner = Matrices.atLeast(inner, batch * stride);
    Arrays.fill(inner, 0, batch * stride, 0);
    gemm.add(batch, aSize, rank, a, 0, aSize, factor, 0, stride, inner, 0, stride);
    gemm.addTransposed(bSize, batch, rank, b, 0, bSize, inner, 0, stride, gradient, 0, stride);
  }
}
