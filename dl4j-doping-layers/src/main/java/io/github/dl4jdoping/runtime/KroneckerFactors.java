package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Kernels;
import io.github.dl4jdoping.kernel.KroneckerProduct;
import io.github.dl4jdoping.kernel.KroneckerShape;

/**
 * A sum of Kronecker products, {@code sum_k B_k (x) C_k} with {@code B_k [p1, q1]} and {@code C_k
 * [p2, q2]}: entry {@code (i p2 + k, j q2 + l)} is the sum of {@code B[i, j] C[k, l]}.
 */
public final class KroneckerFactors extends Factors {

  private final KroneckerShape shape;
  private final float[] b;
  private final float[] c;

  /**
   * A sum of Kronecker products.
   *
   * @param shape the shapes of the factors; the matrix is {@code [p1 p2, q1 q2]}
   * @param b {@code [K, p1, q1]}, row-major; copied
   * @param c {@code [K, p2, q2]}, row-major; copied
   * @throws IllegalArgumentException if a side is less than 1, the matrix or a factor has more than
   *     2^31 - 1 entries, an array does not have its shape or a value is not finite
   */
  public KroneckerFactors(KroneckerShape shape, float[] b, float[] c) {
    super(
        Checks.size("The rows of a Kronecker product", shape.p1(), shape.p2()),
        Checks.size("The columns of a Kronecker product", shape.q1(), shape.q2()));
    this.shape = shape;
    this.b = Checks.values("B", b, shape.terms(), shape.p1(), shape.q1());
    this.c = Checks.values("C", c, shape.terms(), shape.p2(), shape.q2());
  }

  /**
   * The shapes of the factors.
   *
   * @return number of terms and sides
   */
  public KroneckerShape shape() {
    return shape;
  }

  @Override
  public long parameters() {
    return (long) b.length + c.length;
  }

  @Override
  FactorsLayout layout(Kernels kernels) {
    return layout(shape, kernels.kronecker(shape, b, c));
  }

  private static FactorsLayout layout(KroneckerShape shape, KroneckerProduct product) {
    return FactorsLayout.of(product, () -> new KroneckerFactors(shape, product.b(), product.c()));
  }

  @Override
  void write(ByteWriter out) {
    out.u8(FileCodes.KRONECKER);
    out.u32(shape.terms());
    out.u32(shape.p1());
    out.u32(shape.q1());
    out.floats(b);
    out.floats(c);
  }

  @Override
  void addTo(double[] dense) {
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < columns(); j++) {
        dense[i * columns() + j] += entry(i, j);
      }
    }
  }

  private double entry(int i, int j) {
    int atB = i / shape.p2() * shape.q1() + j / shape.q2();
    int atC = i % shape.p2() * shape.q2() + j % shape.q2();
    double sum = 0;
    for (int k = 0; k < shape.terms(); k++) {
      sum += (double) b[atB] * c[atC];
      atB += shape.p1() * shape.q1();
      atC += shape.p2() * shape.q2();
    }
    return sum;
  }
}
