package io.github.dl4jdoping.kernel;

import java.util.Arrays;

/**
 * A sum of Kronecker products in training. With a row vector as {@code X [p1, p2]} and its image as
 * {@code Y = sum_k B_k' X C_k}, {@code [q1, q2]}, the gradients are
 *
 * <p>{@code dB_k' = dY (X C_k)'}, {@code dC_k = X' (B_k dY)}, summed over the batch.
 */
public final class TrainableKronecker implements TrainableMatrix {

  private final Gemm gemm;
  private final KroneckerShape shape;
  private final KroneckerProduct matrix;
  private final KroneckerProduct transpose;

  /** {@code B_k}, {@code [K, p1, q1]}. */
  private final float[] b;

  /** {@code C_k'}, {@code [K, q2, p2]}. */
  private final float[] cTransposed;

  /** Gradients of {@code B_k'}, {@code [K, q1, p1]}, rows padded. */
  private final float[] db;

  /** Gradients of {@code C_k}, {@code [K, p2, q2]}, rows padded. */
  private final float[] dc;

  private final int p1Padded;
  private final int q2Padded;

  /** {@code X'}, {@code [p2, p1]}, rows padded. */
  private final float[] xTransposed;

  /** {@code dY}, {@code [q1, q2]}, rows padded. */
  private final float[] dyPadded;

  /** {@code (X C_k)'}, {@code [q2, p1]}, rows padded. */
  private final float[] xcTransposed;

  /** {@code B_k dY}, {@code [p1, q2]}, rows padded. */
  private final float[] bdy;

  TrainableKronecker(Kernels kernels, KroneckerShape shape, float[] b, float[] c) {
    this.gemm = kernels.gemm();
    this.shape = shape;
    this.b = b.clone();
    this.cTransposed = Matrices.transposed(c, shape.p2(), shape.q2());
    this.matrix = kernels.kronecker(shape, this.b, c.clone());
    KroneckerShape other =
        new KroneckerShape(shape.terms(), shape.q1(), shape.p1(), shape.q2(), shape.p2());
    float[] bTransposed = Matrices.transposed(b, shape.p1(), shape.q1());
    this.transpose = kernels.kronecker(other, bTransposed, cTransposed);
    p1Padded = gemm.padded(shape.p1());
    q2Padded = gemm.padded(shape.q2());
    db = new float[shape.terms() * shape.q1() * p1Padded];
    dc = new float[shape.terms() * shape.p2() * q2Padded];
    xTransposed = new float[shape.p2() * p1Padded];
    dyPadded = new float[shape.q1() * q2Padded];
    xcTransposed = new float[shape.q2() * p1Padded];
    bdy = new float[shape.p1() * q2Padded];
  }

  /**
   * The gradient of the left factors.
   *
   * @return a new array, {@code [K, p1, q1]}, row-major
   */
  public float[] gradientOfB() {
    float[] transposed = Matrices.unpadded(db, p1Padded, shape.p1());
    return Matrices.transposed(transposed, shape.q1(), shape.p1());
  }

  /**
   * The gradient of the right factors.
   *
   * @return a new array, {@code [K, p2, q2]}, row-major
   */
  public float[] gradientOfC() {
    return Matrices.unpadded(dc, q2Padded, shape.q2());
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
    Arrays.fill(db, 0);
    Arrays.fill(dc, 0);
  }

  @Override
  public void addGradient(int batch, float[] x, float[] dy) {
    for (int n = 0; n < batch; n++) {
      loadInput(x, n * shape.rows());
      loadGradient(dy, n * shape.columns());
      for (int k = 0; k < shape.terms(); k++) {
        addGradientOfB(k);
        addGradientOfC(k);
      }
    }
  }

  /**
   * Adds the gradient of the factors, given that of the matrix.
   *
   * @param gradient {@code [p1 p2, q1 q2]}, column-major, from index 0 on
   */
  void addDenseGradient(float[] gradient) {
    float[] dcColumn = new float[shape.p2()];
    for (int k = 0; k < shape.terms(); k++) {
      for (int j2 = 0; j2 < shape.q2(); j2++) {
        Arrays.fill(dcColumn, 0);
        for (int j1 = 0; j1 < shape.q1(); j1++) {
          addColumn(k, j1, j2, gradient, dcColumn);
        }
        for (int i2 = 0; i2 < shape.p2(); i2++) {
          dc[(k * shape.p2() + i2) * q2Padded + j2] += dcColumn[i2];
        }
      }
    }
  }

  /** Column {@code (j1, j2)} of the matrix, in pieces that column j2 of C is a multiple of. */
  private void addColumn(int k, int j1, int j2, float[] gradient, float[] dcColumn) {
    int p2 = shape.p2();
    int at = (j1 * shape.q2() + j2) * shape.rows();
    int cAt = (k * shape.q2() + j2) * p2;
    for (int i1 = 0; i1 < shape.p1(); i1++) {
      float factor = b[(k * shape.p1() + i1) * shape.q1() + j1];
      float sum = 0;
      for (int i2 = 0; i2 < p2; i2++) {
        float g = gradient[at + i2];
        sum += g * cTransposed[cAt + i2];
        dcColumn[i2] += factor * g;
      }
      db[(k * shape.q1() + j1) * p1Padded + i1] += sum;
      at += p2;
    }
  }

  private void loadInput(float[] x, int from) {
    int p2 = shape.p2();
    for (int i = 0; i < shape.p1(); i++) {
      for (int j = 0; j < p2; j++) {
        xTransposed[j * p1Padded + i] = x[from + i * p2 + j];
      }
    }
  }

  private void loadGradient(float[] dy, int from) {
    int q2 = shape.q2();
    for (int i = 0; i < shape.q1(); i++) {
      System.arraycopy(dy, from + i * q2, dyPadded, i * q2Padded, q2);
    }
  }

  private void addGradientOfB(int k) {
    int p1 = shape.p1();
    int q1 = shape.q1();
    int p2 = shape.p2();
    int q2 = shape.q2();
    int at = k * q1 * p1Padded;
    Arrays.fill(xcTransposed, 0);
    gemm.add(
        q2,
        p2,
        p1,
        cTransposed,
        k * p2 * q2,
        p2,
        xTransposed,
        0,
        p1Padded,
        xcTransposed,
        0,
        p1Padded);
    gemm.add(q1, q2, p1, dyPadded, 0, q2Padded, xcTransposed, 0, p1Padded, db, at, p1Padded);
  }

  private void addGradientOfC(int k) {
    int p1 = shape.p1();
    int q1 = shape.q1();
    int p2 = shape.p2();
    int q2 = shape.q2();
    int at = k * p2 * q2Padded;
    Arrays.fill(bdy, 0);
    gemm.add(p1, q1, q2, b, k * p1 * q1, q1, dyPadded, 0, q2Padded, bdy, 0, q2Padded);
    gemm.add(p2, p1, q2, xTransposed, 0, p1Padded, bdy, 0, q2Padded, dc, at, q2Padded);
  }
}
