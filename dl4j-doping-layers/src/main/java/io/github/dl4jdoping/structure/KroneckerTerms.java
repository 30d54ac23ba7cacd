package io.github.dl4jdoping.structure;

import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The factors {@code B_k [p1, q1]} and {@code C_k [p2, q2]} of a sum of Kronecker products, and
 * products with a batch that go through them:
 *
 * <p>{@code z[N, j1, j2] = sum_k sum_{i1, i2} x[N, i1, i2] B_k[i1, j1] C_k[i2, j2]}.
 *
 * <p>Each step sums over the index at one end of an array and puts the new index at its other end
 * (the shuffle algorithm of stochastic automata networks), so every step is one plain product of
 * matrices and nothing is permuted in memory. Two chains do that: C first takes a row-major batch
 * to a column-major result, B first the other way round.
 */
final class KroneckerTerms {

  /** What copying one number across memory costs, in multiplications of a matrix product. */
  private static final long COPY_COST = 64;

  private final KroneckerFactors shapes;
  private final List<INDArray> b;
  private final List<INDArray> c;

  private KroneckerTerms(KroneckerFactors shapes, List<INDArray> b, List<INDArray> c) {
    this.shapes = shapes;
    this.b = b;
    this.c = c;
  }

  /** The terms whose flattened factors are the rows of {@code b} and {@code c}. */
  static KroneckerTerms of(KroneckerFactors shapes, INDArray b, INDArray c) {
    return new KroneckerTerms(
        shapes, unflatten(b, shapes.p1(), shapes.q1()), unflatten(c, shapes.p2(), shapes.q2()));
  }

  /** The terms of the transposed matrix. */
  KroneckerTerms transpose() {
    return new KroneckerTerms(
        shapes.transpose(),
        b.stream().map(INDArray::transpose).toList(),
        c.stream().map(INDArray::transpose).toList());
  }

  /** The sum of the products, {@code [p1 p2, q1 q2]}, column-major. */
  INDArray toDense() {
    return transpose().toRowMajor().transpose();
  }

  private INDArray toRowMajor() {
    INDArray sum = dense(0);
    for (int k = 1; k < b.size(); k++) {
      sum.addi(dense(k));
    }
    return sum.reshape('c', shapes.p1() * shapes.p2(), shapes.q1() * shapes.q2());
  }

  /** {@code x D} for {@code x [N, p1 p2]}. */
  INDArray multiply(INDArray x) {
    // Batches are row-major as a rule, so a column-major result will be copied by its reader.
    long result = shapes.q1() * shapes.q2();
    boolean rowMajor = x.ordering() == 'c';
    return lastFirst(1, (rowMajor ? 0 : x.size(1)) + result, rowMajor ? x.size(1) : 0)
        ? multiplyLastFirst(x)
        : multiplyFirstFirst(x);
  }

  /** Writes the gradients of the flattened factors of {@code z = x D} into {@code db, dc}. */
  void pullBackProduct(INDArray x, INDArray dz, INDArray db, INDArray dc) {
    // C first takes x row-major and dz column-major, B first the opposite.
    long unfit = (x.ordering() == 'c' ? 0 : x.size(1)) + (dz.ordering() == 'c' ? dz.size(1) : 0);
    if (lastFirst(2, unfit, x.size(1) + dz.size(1) - unfit)) {
      pullBackLastFirst(x, dz, db, dc);
    } else {
      pullBackFirstFirst(x, dz, db, dc);
    }
  }

  // One operation and one allocation, where B' C would have to be permuted in memory.
  private INDArray dense(int k) {
    long[] size = {shapes.p1(), shapes.p2(), shapes.q1(), shapes.q2()};
    INDArray left = b.get(k).reshape('c', shapes.p1(), 1, shapes.q1(), 1);
    INDArray right = c.get(k).reshape('c', 1, shapes.p2(), 1, shapes.q2());
    return left.mul(right, Nd4j.createUninitialized(left.dataType(), size, 'c'));
  }

  /** {@code [N, i1, i2] -> [j2, N, i1] -> [j1, j2, N]}. */
  private INDArray multiplyLastFirst(INDArray x) {
    long batch = x.size(0);
    INDArray in = matrix(x, batch * shapes.p1(), shapes.p2());
    INDArray z = zeros(x, shapes.q1(), shapes.q2() * batch);
    for (int k = 0; k < b.size(); k++) {
      INDArray inner = Products.product(c.get(k).transpose(), in.transpose(), 'c');
      INDArray rotated = matrix(inner, shapes.q2() * batch, shapes.p1());
      Products.add(z, b.get(k).transpose(), rotated.transpose());
    }
    return matrix(z, shapes.q1() * shapes.q2(), batch).transpose();
  }

  /** {@code [i1, i2, N] -> [i2, N, j1] -> [N, j1, j2]}. */
  private INDArray multiplyFirstFirst(INDArray x) {
    long batch = x.size(0);
    INDArray in = matrix(x.transpose(), shapes.p1(), shapes.p2() * batch);
    INDArray z = zeros(x, batch * shapes.q1(), shapes.q2());
    for (int k = 0; k < b.size(); k++) {
      INDArray inner = Products.product(in.transpose(), b.get(k), 'c');
      INDArray rotated = matrix(inner, shapes.p2(), batch * shapes.q1());
      Products.add(z, rotated.transpose(), c.get(k));
    }
    return matrix(z, batch, shapes.q1() * shapes.q2());
  }

  /** With the arrays of {@link #multiplyLastFirst}; {@code dz} as {@code [j1, j2, N]}. */
  private void pullBackLastFirst(INDArray x, INDArray dz, INDArray db, INDArray dc) {
    long batch = x.size(0);
    INDArray in = matrix(x, batch * shapes.p1(), shapes.p2());
    INDArray out = matrix(dz.transpose(), shapes.q1(), shapes.q2() * batch);
    for (int k = 0; k < b.size(); k++) {
      INDArray inner = Products.product(c.get(k).transpose(), in.transpose(), 'c');
      INDArray rotated = matrix(inner, shapes.q2() * batch, shapes.p1());
      write(db, k, rotated.transpose(), out.transpose());
      INDArray dInner = Products.product(out.transpose(), b.get(k).transpose(), 'c');
      write(dc, k, in.transpose(), matrix(dInner, shapes.q2(), batch * shapes.p1()).transpose());
    }
  }

  /** With the arrays of {@link #multiplyFirstFirst}; {@code dz} as {@code [N, j1, j2]}. */
  private void pullBackFirstFirst(INDArray x, INDArray dz, INDArray db, INDArray dc) {
    long batch = x.size(0);
    INDArray in = matrix(x.transpose(), shapes.p1(), shapes.p2() * batch);
    INDArray out = matrix(dz, batch * shapes.q1(), shapes.q2());
    for (int k = 0; k < b.size(); k++) {
      INDArray inner = Products.product(in.transpose(), b.get(k), 'c');
      write(dc, k, matrix(inner, shapes.p2(), batch * shapes.q1()), out);
      INDArray dInner = Products.product(c.get(k), out.transpose(), 'c');
      write(db, k, in, matrix(dInner, shapes.p2() * batch, shapes.q1()));
    }
  }

  /**
   * Whether C first is cheaper, given how many numbers per example each chain has to bring into the
   * memory order that it takes.
   */
  private boolean lastFirst(long products, long copiedLastFirst, long copiedFirstFirst) {
    long work = products * b.size();
    return work * shapes.costOfLastFirst() + COPY_COST * copiedLastFirst
        <= work * shapes.costOfFirstFirst() + COPY_COST * copiedFirstFirst;
  }

  private static void write(INDArray flattened, int k, INDArray left, INDArray right) {
    INDArray factor = Products.product(left, right, 'c');
    flattened.getRow(k).assign(factor.reshape(factor.length()));
  }

  private static List<INDArray> unflatten(INDArray flattened, long rows, long columns) {
    // A single row is contiguous in either order; several are made so, for the products' sake.
    INDArray contiguous = flattened.size(0) == 1 ? flattened : flattened.dup('c');
    return IntStream.range(0, (int) flattened.size(0))
        .mapToObj(k -> contiguous.getRow(k).reshape('c', rows, columns))
        .toList();
  }

  // Reshaping a column-major array would copy it twice.
  private static INDArray matrix(INDArray array, long rows, long columns) {
    return (array.ordering() == 'c' ? array : array.dup('c')).reshape('c', rows, columns);
  }

  private static INDArray zeros(INDArray like, long rows, long columns) {
    return Nd4j.create(like.dataType(), new long[] {rows, columns}, 'c');
  }
}
