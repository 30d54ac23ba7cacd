package io.github.dl4jdoping.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdoping.support.Support;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Products and gradients of matrices in training, for the scalar and the vector kernels, against
 * double precision. Sizes are awkward: not of whole vectors, panels, tiles or chunks.
 */
class TrainableMatricesTest {

  private static final double ROUNDING = 2e-5;

  private final Random random = new Random(5);

  private static Stream<Arguments> withKernels(int[]... cases) {
    return Stream.of("scalar", "vector")
        .flatMap(name -> Arrays.stream(cases).map(sizes -> Arguments.of(name, sizes)));
  }

  /** Rows, columns, batch. */
  static Stream<Arguments> sizes() {
    return withKernels(
        new int[] {1, 1, 1},
        new int[] {5, 3, 2},
        new int[] {17, 65, 20},
        new int[] {64, 64, 33},
        new int[] {70, 130, 7},
        new int[] {3, 1030, 5},
        new int[] {9, 6, 1030},
        new int[] {12, 20, 390},
        // More than the cache is taken to hold: inputs and examples in parts, outputs in parts.
        new int[] {2100, 30, 200},
        new int[] {30, 900, 390},
        new int[] {12, 1030, 390});
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void dense(String name, int[] s) {
    float[] values = Reference.random(s[0] * s[1], random);
    TrainableDense matrix = KernelProvider.named(name).trainableDense(s[0], s[1]);
    // Values of an earlier iteration must not show.
    matrix.load(FloatBuffer.wrap(Reference.random(values.length, random)));
    matrix.load(FloatBuffer.wrap(values));
    checkProducts(matrix, values, s[2]);

    double[] expected = gradient(matrix, s);
    float[] found = new float[values.length];
    matrix.gradient(FloatBuffer.wrap(found));
    assertClose(found, expected, s[2]);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void sparse(String name, int[] s) {
    Support support = Reference.support(s[0], s[1], 0.3, random);
    float[] values = new float[s[0] * s[1]];
    for (int k = 0; k < support.size(); k++) {
      values[support.position(k)] = random.nextFloat() - 0.5f;
    }
    TrainableSparse matrix = KernelProvider.named(name).trainableSparse(support);
    matrix.loadDense(FloatBuffer.wrap(values));
    checkProducts(matrix, values, s[2]);

    double[] expected = gradient(matrix, s);
    boolean[] supported = new boolean[expected.length];
    Arrays.stream(support.positions()).forEach(p -> supported[p] = true);
    IntStream.range(0, expected.length).filter(p -> !supported[p]).forEach(p -> expected[p] = 0);
    float[] found = Reference.random(values.length, random);
    matrix.denseGradient(FloatBuffer.wrap(found));
    assertClose(found, expected, s[2]);

    float[] compact = new float[support.size()];
    matrix.gradient(FloatBuffer.wrap(compact));
    for (int k = 0; k < compact.length; k++) {
      assertThat(compact[k]).isEqualTo(found[support.position(k)]);
    }
    float[] others = Reference.random(support.size(), random);
    matrix.load(FloatBuffer.wrap(others));
    for (int k = 0; k < support.size(); k++) {
      values[support.position(k)] = others[k];
    }
    checkProducts(matrix, values, s[2]);
  }

  /** Terms, p1, q1, p2, q2, batch. */
  static Stream<Arguments> kroneckerShapes() {
    return withKernels(
        new int[] {1, 1, 1, 1, 1, 1},
        new int[] {1, 5, 8, 2, 3, 20},
        new int[] {2, 3, 17, 18, 5, 7},
        new int[] {3, 31, 6, 2, 40, 4},
        new int[] {1, 1, 17, 40, 9, 2},
        new int[] {1, 20, 20, 10, 40, 37},
        new int[] {2, 7, 19, 6, 47, 33});
  }

  @ParameterizedTest
  @MethodSource("kroneckerShapes")
  void kronecker(String name, int[] s) {
    KroneckerShape shape = new KroneckerShape(s[0], s[1], s[2], s[3], s[4]);
    float[] b = Reference.random(s[0] * s[1] * s[2], random);
    float[] c = Reference.random(s[0] * s[3] * s[4], random);
    Kernels kernels = KernelProvider.named(name);
    TrainableKronecker matrix = kernels.trainableKronecker(shape, b, c);
    checkProducts(matrix, columnMajor(shape, b, c), s[5]);

    double[] dense = gradient(matrix, new int[] {shape.rows(), shape.columns(), s[5]});
    double[] db = new double[b.length];
    double[] dc = new double[c.length];
    pullBack(shape, b, c, dense, db, dc);
    assertClose(matrix.gradientOfB(), db, s[5] * s[3]);
    assertClose(matrix.gradientOfC(), dc, s[5] * s[1]);
  }

  @ParameterizedTest
  @MethodSource("kroneckerShapes")
  void materialisedKronecker(String name, int[] s) {
    KroneckerShape shape = new KroneckerShape(s[0], s[1], s[2], s[3], s[4]);
    float[] b = Reference.random(s[0] * s[1] * s[2], random);
    float[] c = Reference.random(s[0] * s[3] * s[4], random);
    Kernels kernels = KernelProvider.named(name);
    MaterialisedKronecker factors = kernels.materialisedKronecker(shape);
    factors.load(Reference.random(b.length, random), Reference.random(c.length, random));
    factors.load(b, c);

    float[] sum = Reference.random(shape.rows() * shape.columns(), random);
    float[] product = columnMajor(shape, b, c);
    double[] expected = new double[sum.length];
    Arrays.setAll(expected, i -> (double) sum[i] + product[i]);
    factors.addTo(sum);
    assertClose(sum, expected, s[0]);

    TrainableDense whole = kernels.trainableDense(shape.rows(), shape.columns());
    double[] db = new double[b.length];
    double[] dc = new double[c.length];
    for (int iteration = 0; iteration < 2; iteration++) {
      double[] gradient = gradient(whole, new int[] {shape.rows(), shape.columns(), s[5]});
      pullBack(shape, b, c, gradient, db, dc);
      whole.pullBack(factors);
      assertClose(factors.gradientOfB(), db, s[5] * s[3]);
      assertClose(factors.gradientOfC(), dc, s[5] * s[1]);
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void lowRank(String name, int[] s) {
    for (int rank : new int[] {1, 5, 17}) {
      float[] left = Reference.random(s[0] * rank, random);
      float[] right = Reference.random(rank * s[1], random);
      TrainableLowRank matrix =
          KernelProvider.named(name).trainableLowRank(s[0], s[1], rank, left, right);
      float[] dense = new float[s[0] * s[1]];
      eachOfRank(s, rank, (l, leftAt, rightAt, p) -> dense[p] += left[leftAt] * right[rightAt]);
      checkProducts(matrix, dense, s[2]);

      double[] gradient = gradient(matrix, s);
      double[] dLeft = new double[left.length];
      double[] dRight = new double[right.length];
      eachOfRank(
          s,
          rank,
          (l, leftAt, rightAt, p) -> {
            dLeft[leftAt] += right[rightAt] * gradient[p];
            dRight[rightAt] += left[leftAt] * gradient[p];
          });
      assertClose(matrix.gradientOfLeft(), dLeft, s[2] * s[1]);
      assertClose(matrix.gradientOfRight(), dRight, s[2] * s[0]);
    }
  }

  private static void eachOfRank(int[] s, int rank, Entry entry) {
    for (int l = 0; l < rank; l++) {
      for (int i = 0; i < s[0]; i++) {
        for (int j = 0; j < s[1]; j++) {
          entry.at(l, i * rank + l, l * s[1] + j, j * s[0] + i);
        }
      }
    }
  }

  private static float[] columnMajor(KroneckerShape shape, float[] b, float[] c) {
    float[] matrix = new float[shape.rows() * shape.columns()];
    each(shape, (k, bAt, cAt, position) -> matrix[position] += b[bAt] * c[cAt]);
    return matrix;
  }

  private static void pullBack(
      KroneckerShape shape, float[] b, float[] c, double[] dense, double[] db, double[] dc) {
    Arrays.fill(db, 0);
    Arrays.fill(dc, 0);
    each(
        shape,
        (k, bAt, cAt, position) -> {
          db[bAt] += c[cAt] * dense[position];
          dc[cAt] += b[bAt] * dense[position];
        });
  }

  private interface Entry {
    void at(int term, int bAt, int cAt, int position);
  }

  private static void each(KroneckerShape s, Entry entry) {
    for (int k = 0; k < s.terms(); k++) {
      for (int i = 0; i < s.rows(); i++) {
        for (int j = 0; j < s.columns(); j++) {
          int bAt = (k * s.p1() + i / s.p2()) * s.q1() + j / s.q2();
          int cAt = (k * s.p2() + i % s.p2()) * s.q2() + j % s.q2();
          entry.at(k, bAt, cAt, j * s.rows() + i);
        }
      }
    }
  }

  /** Adds to what is there, from an offset on, with gaps between the rows of y. */
  private void checkProducts(TrainableMatrix matrix, float[] columnMajor, int batch) {
    int rows = matrix.product().rows();
    int columns = matrix.product().columns();
    check(matrix.product(), batch, (i, j) -> columnMajor[j * rows + i]);
    check(matrix.transposed(), batch, (j, i) -> columnMajor[j * rows + i]);
    assertThat(matrix.transposed().rows()).isEqualTo(columns);
  }

  private interface Values {
    float at(int row, int column);
  }

  private void check(Product product, int batch, Values matrix) {
    int stride = product.columns() + 3;
    float[] x = Reference.random(2 + batch * product.rows(), random);
    float[] y = Reference.random(1 + batch * stride, random);
    float[] before = y.clone();
    float[] scratch = new float[product.scratch(batch)];
    product.add(batch, x, 2, product.rows(), y, 1, stride, scratch);
    for (int n = 0; n < batch; n++) {
      for (int j = 0; j < stride; j++) {
        double expected = before[1 + n * stride + j];
        for (int i = 0; i < product.rows() && j < product.columns(); i++) {
          expected += (double) x[2 + n * product.rows() + i] * matrix.at(i, j);
        }
        assertThat((double) y[1 + n * stride + j])
            .isCloseTo(expected, within(ROUNDING * Math.sqrt(product.rows())));
      }
    }
  }

  /** The gradient x' dy of the dense matrix, column-major, given to the matrix in two parts. */
  private double[] gradient(TrainableMatrix matrix, int[] s) {
    matrix.addGradient(1, Reference.random(s[0], random), Reference.random(s[1], random));
    matrix.clearGradient();
    double[] sum = new double[s[0] * s[1]];
    for (int batch : new int[] {s[2], 1}) {
      float[] x = Reference.random(batch * s[0], random);
      float[] dy = Reference.random(batch * s[1], random);
      matrix.addGradient(batch, x, dy);
      for (int n = 0; n < batch; n++) {
        for (int j = 0; j < s[1]; j++) {
          for (int i = 0; i < s[0]; i++) {
            sum[j * s[0] + i] += (double) x[n * s[0] + i] * dy[n * s[1] + j];
          }
        }
      }
    }
    return sum;
  }

  private static void assertClose(float[] found, double[] expected, int terms) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i])
          .as("entry %d", i)
          .isCloseTo(expected[i], within(ROUNDING * Math.sqrt(terms + 1.0)));
    }
  }
}
