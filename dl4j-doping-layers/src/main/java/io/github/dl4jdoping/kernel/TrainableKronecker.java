package io.github.dl4jdoping.kernel;

import java.util.Arrays;

/**
 * A sum of Kronecker products in training. With a row vector as {@code X [p1, p2]} and its image as
 * {@code Y = sum_k B_k' X C_k}, {@code [q1, q2]}, the gradients are
 *
 * <p>{@code dB_k' = (dY C_k') X'}, {@code dC_k = (B_k' X)' dY}, summed over the batch. For several row
 * vectors the inner products are brought next to each other, so that each sum over the batch is one
 * long product of matrices.
 */
public final class TrainableKronecker implements TrainableMatrix {

  /** So many row vectors are summed up at a time. */
  private static final int CHUNK = 16;

  private final Gemm gemm;
  private final KroneckerShape shape;
  private final KroneckerProduct matrix;
  private final KroneckerProduct transpose;

  /** {@code B_k}, {@code [K, p1, q1]}, rows padded. */
  private final float[] b;

  /** {@code C_k'}, {@code [K, q2, p2]}, rows padded. */
  private final float[] cTransposed;

  /** Gradients of {@code B_k'}, {@code [K, q1, p1]}, rows padded. */
  private final float[] db;

  /** Gradients of {@code C_k}, {@code [K, p2, q2]}, rows padded. */
  private final float[] dc;

  private final int p1Padded;
  private final int q1Padded;
  private final int p2Padded;
  private final int q2Padded;

  /** {@code X'}, {@code [N, p2, p1]}, rows padded. */
  private final float[] xTransposed;

  /** {@code dY}, {@code [N, q1, q2]}, rows padded. */
  private final float[] dyPadded;

  /** {@code dY C_k'}, {@code [q1, N, p2]}, or {@code X' B_k}, {@code [p2, N, q1]}. */
  private final float[] inner;

  TrainableKronecker(Kernels kernels, KroneckerShape shape, float[] b, float[] c) {
    this.gemm = kernels.gemm();
    this.shape = shape;
    float[] bTransposed = Transposition.ofEach(b, shape.p1(), shape.q1());
    float[] cTransposed = Transposition.ofEach(c, shape.p2(), shape.q2());
    this.matrix = kernels.kronecker(shape, b, c.clone());
    KroneckerShape other =
        new KroneckerShape(shape.terms(), shape.q1(), shape.p1(), shape.q2(), shape.p2());
    this.transpose = kernels.kronecker(other, bTransposed, cTransposed);
    p1Padded = gemm.padded(shape.p1());
    q1Padded = gemm.padded(shape.q1());
    p2Padded = gemm.padded(shape.p2());
    q2Padded = gemm.padded(shape.q2());
    this.b = Matrices.padded("B", b.clone(), q1Padded, shape.terms(), shape.p1(), shape.q1());
    this.cTransposed =
        Matrices.padded("C'", cTransposed, p2Padded, shape.terms(), shape.q2(), shape.p2());
    db = new float[shape.terms() * shape.q1() * p1Padded];
    dc = new float[shape.terms() * shape.p2() * q2Padded];
    xTransposed = new float[CHUNK * shape.p2() * p1Padded];
    dyPadded = new float[CHUNK * shape.q1() * q2Padded];
    inner = new float[CHUNK * shape.q1() * shape.p2() + gemm.padding()];
  }

  /**
   * The gradient of the left factors.
   *
   * @return a new array, {@code [K, p1, q1]}, row-major
   */
  public float[] gradientOfB() {
    float[] transposed = Matrices.unpadded(db, p1Padded, shape.p1());
    return Transposition.ofEach(transposed, shape.q1(), shape.p1());
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
    for (int from = 0; from < batch; from += CHUNK) {
      int vectors = Math.min(CHUNK, batch - from);
      for (int n = 0; n < vectors; n++) {
        int xAt = (from + n) * shape.rows();
        int xTo = n * shape.p2() * p1Padded;
        Transposition.copy(shape.p1(), shape.p2(), x, xAt, shape.p2(), xTransposed, xTo, p1Padded);
        loadGradient(dy, (from + n) * shape.columns(), n * shape.q1() * q2Padded);
      }
      for (int k = 0; k < shape.terms(); k++) {
        addGradientOfB(k, vectors);
        addGradientOfC(k, vectors);
      }
    }
  }

  private void loadGradient(float[] dy, int from, int to) {
    int q2 = shape.q2();
    for (int i = 0; i < shape.q1(); i++) {
      System.arraycopy(dy, from + i * q2, dyPadded, to + i * q2Padded, q2);
    }
  }

  private void addGradientOfB(int k, int vectors) {
    int p1 = shape.p1();
    int q1 = shape.q1();
    int p2 = shape.p2();
    int q2 = shape.q2();
    int length = vectors * p2;
    int cAt = k * q2 * p2Padded;
    Arrays.fill(inner, 0, q1 * length, 0);
    for (int n = 0; n < vectors; n++) {
      int dyAt = n * q1 * q2Padded;
      gemm.add(
          q1, q2, p2, dyPadded, dyAt, q2Padded, cTransposed, cAt, p2Padded, inner, n * p2, length);
    }
    int at = k * q1 * p1Padded;
    gemm.add(q1, length, p1, inner, 0, length, xTransposed, 0, p1Padded, db, at, p1Padded);
  }

  private void addGradientOfC(int k, int vectors) {
    int p1 = shape.p1();
    int q1 = shape.q1();
    int p2 = shape.p2();
    int q2 = shape.q2();
    int length = vectors * q1;
    int bAt = k * p1 * q1Padded;
    Arrays.fill(inner, 0, p2 * length, 0);
    for (int n = 0; n < vectors; n++) {
      int xAt = n * p2 * p1Padded;
      gemm.add(p2, p1, q1, xTransposed, xAt, p1Padded, b, bAt, q1Padded, inner, n * q1, length);
    }
    int at = k * p2 * q2Padded;
    gemm.add(p2, length, q2, inner, 0, length, dyPadded, 0, q2Padded, dc, at, q2Padded);
  }
}
