package io.github.dl4jdoping.kernel;

import java.util.Arrays;

/**
 * A sum of Kronecker products as a part of a dense matrix in training. Column {@code (j1, j2)} of
 * {@code B (x) C} is {@code (B[:, j1] (x) 1) * (1 (x) C[:, j2])}, a product entry by entry of two
 * vectors as long as the column. They are kept for all j1 and all j2, so that the matrix, and the
 * gradients of the factors, take one pass over its columns without anything shorter in it.
 */
public final class MaterialisedKronecker {

  private final Hadamard hadamard;
  private final KroneckerShape shape;

  /** {@code B_k[:, j1] (x) 1}, {@code [K, q1, p1 p2]}. */
  private final float[] b;

  /** {@code 1 (x) C_k[:, j2]}, {@code [K, q2, p1 p2]}. */
  private final float[] c;

  /** The gradients of both. */
  private final float[] db;

  private final float[] dc;

  MaterialisedKronecker(Hadamard hadamard, KroneckerShape shape) {
    this.hadamard = hadamard;
    this.shape = shape;
    int ofEachColumn = Math.multiplyExact(shape.terms(), shape.rows());
    b = new float[Math.multiplyExact(ofEachColumn, shape.q1())];
    c = new float[Math.multiplyExact(ofEachColumn, shape.q2())];
    db = new float[b.length];
    dc = new float[c.length];
  }

  /**
   * Takes over the values of the factors.
   *
   * @param b {@code [K, p1, q1]}, row-major
   * @param c {@code [K, p2, q2]}, row-major
   * @throws IllegalArgumentException if an array has another length
   */
  public void load(float[] b, float[] c) {
    Matrices.check("B", b, shape.terms(), shape.p1(), shape.q1());
    Matrices.check("C", c, shape.terms(), shape.p2(), shape.q2());
    int rows = shape.rows();
    int p2 = shape.p2();
    for (int column = 0; column < shape.terms() * shape.q1(); column++) {
      int at = first(column, shape.p1(), shape.q1());
      for (int i1 = 0; i1 < shape.p1(); i1++) {
        int to = column * rows + i1 * p2;
        Arrays.fill(this.b, to, to + p2, b[at + i1 * shape.q1()]);
      }
    }
    for (int column = 0; column < shape.terms() * shape.q2(); column++) {
      int at = first(column, p2, shape.q2());
      for (int i = 0; i < rows; i++) {
        this.c[column * rows + i] = c[at + i % p2 * shape.q2()];
      }
    }
  }

  /** Where column j of factor k, number {@code k q + j} of all columns, begins in {@code [K, p, q]}. */
  private static int first(int column, int p, int q) {
    return column / q * p * q + column % q;
  }

  /**
   * Adds the sum to a matrix.
   *
   * @param matrix {@code [p1 p2, q1 q2]}, column-major, from index 0 on
   */
  public void addTo(float[] matrix) {
    int rows = shape.rows();
    for (int j1 = 0; j1 < shape.q1(); j1++) {
      for (int j2 = 0; j2 < shape.q2(); j2++) {
        int at = (j1 * shape.q2() + j2) * rows;
        for (int k = 0; k < shape.terms(); k++) {
          hadamard.add(rows, b, atOfB(k, j1), c, atOfC(k, j2), matrix, at);
        }
      }
    }
  }

  /**
   * Sets the gradients of the factors.
   *
   * @param gradient of the matrix, {@code [p1 p2, q1 q2]}, column-major, from index 0 on
   */
  void pullBack(float[] gradient) {
    int rows = shape.rows();
    Arrays.fill(db, 0);
    Arrays.fill(dc, 0);
    for (int j1 = 0; j1 < shape.q1(); j1++) {
      for (int j2 = 0; j2 < shape.q2(); j2++) {
        int at = (j1 * shape.q2() + j2) * rows;
        for (int k = 0; k < shape.terms(); k++) {
          hadamard.add(rows, gradient, at, c, atOfC(k, j2), db, atOfB(k, j1));
          hadamard.add(rows, gradient, at, b, atOfB(k, j1), dc, atOfC(k, j2));
        }
      }
    }
  }

  private int atOfB(int k, int j1) {
    return (k * shape.q1() + j1) * shape.rows();
  }

  private int atOfC(int k, int j2) {
    return (k * shape.q2() + j2) * shape.rows();
  }

  /**
   * The gradient of the left factors.
   *
   * @return a new array, {@code [K, p1, q1]}, row-major
   */
  public float[] gradientOfB() {
    float[] gradient = new float[shape.terms() * shape.p1() * shape.q1()];
    for (int i = 0; i < db.length; i++) {
      int at = first(i / shape.rows(), shape.p1(), shape.q1());
      gradient[at + i % shape.rows() / shape.p2() * shape.q1()] += db[i];
    }
    return gradient;
  }

  /**
   * The gradient of the right factors.
   *
   * @return a new array, {@code [K, p2, q2]}, row-major
   */
  public float[] gradientOfC() {
    float[] gradient = new float[shape.terms() * shape.p2() * shape.q2()];
    for (int i = 0; i < dc.length; i++) {
      int at = first(i / shape.rows(), shape.p2(), shape.q2());
      gradient[at + i % shape.rows() % shape.p2() * shape.q2()] += dc[i];
    }
    return gradient;
  }
}
