package io.github.dl4jdoping.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdoping.support.Support;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same tests for the scalar and for the vector kernels, against products in double precision. */
class KernelsTest {

  private static final String[] KERNELS = {"scalar", "vector"};
  private static final int[] BATCHES = {1, 3, 4, 9, 33};

  private final Random random = new Random(20);

  private static Stream<Arguments> withKernels(int[]... cases) {
    return Arrays.stream(KERNELS)
        .flatMap(name -> Arrays.stream(cases).map(sizes -> Arguments.of(name, sizes)));
  }

  static Stream<Arguments> matrices() {
    return withKernels(
        new int[] {1, 1},
        new int[] {5, 3},
        new int[] {16, 16},
        new int[] {17, 33},
        new int[] {31, 64},
        new int[] {3, 130},
        new int[] {130, 2},
        new int[] {50, 200});
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void dense(String name, int[] size) {
    float[] matrix = Reference.random(size[0] * size[1], random);
    check(
        KernelProvider.named(name).dense(size[0], size[1], matrix),
        Reference.dense(size[0], size[1], matrix));
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void lowRank(String name, int[] size) {
    for (int rank : new int[] {1, 7, 16, 20}) {
      float[] left = Reference.random(size[0] * rank, random);
      float[] right = Reference.random(rank * size[1], random);
      check(
          KernelProvider.named(name).lowRank(size[0], size[1], rank, left, right),
          Reference.lowRank(size[0], size[1], rank, left, right));
    }
  }

  static Stream<Arguments> kroneckerShapes() {
    return withKernels(
        new int[] {1, 1, 1, 1, 1},
        new int[] {1, 5, 8, 2, 3},
        new int[] {2, 25, 50, 26, 52},
        new int[] {1, 2, 4, 31, 62},
        new int[] {3, 31, 62, 2, 4},
        new int[] {1, 16, 16, 16, 32},
        new int[] {1, 4, 40, 4, 1},
        new int[] {1, 1, 17, 40, 9},
        new int[] {2, 40, 3, 1, 17});
  }

  @ParameterizedTest
  @MethodSource("kroneckerShapes")
  void kronecker(String name, int[] s) {
    KroneckerShape shape = new KroneckerShape(s[0], s[1], s[2], s[3], s[4]);
    float[] b = Reference.random(s[0] * s[1] * s[2], random);
    float[] c = Reference.random(s[0] * s[3] * s[4], random);
    check(KernelProvider.named(name).kronecker(shape, b, c), Reference.kronecker(shape, b, c));
  }

  static Stream<Arguments> sparseMatrices() {
    return withKernels(
        new int[] {1, 1},
        new int[] {15, 70},
        new int[] {16, 64},
        new int[] {17, 65},
        new int[] {31, 128},
        new int[] {32, 128},
        new int[] {33, 200},
        new int[] {130, 40},
        new int[] {650, 260},
        new int[] {200, 100});
  }

  @ParameterizedTest
  @MethodSource("sparseMatrices")
  void sparse(String name, int[] size) {
    for (double density : new double[] {0, 0.02, 0.1, 0.5, 1}) {
      checkSparse(name, Reference.support(size[0], size[1], density, random));
    }
  }

  @ParameterizedTest
  @MethodSource("sparseMatrices")
  void bankBalanced(String name, int[] size) {
    for (int bank : new int[] {16, 32, 64}) {
      checkSparse(name, Reference.balanced(size[0], size[1], bank, 2, random));
    }
  }

  @ParameterizedTest
  @MethodSource("sparseMatrices")
  void blocks(String name, int[] size) {
    for (int width : new int[] {8, 16}) {
      checkSparse(name, Reference.blocks(size[0], size[1], width, 0.1, random));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void columnsOfVeryDifferentSizes(String name) {
    boolean[] full = new boolean[300];
    full[7] = true;
    full[299] = true;
    Support support =
        Support.of(
            100,
            300,
            java.util.stream.IntStream.range(0, 100 * 300)
                .filter(p -> full[p / 100] || p % 97 == 0)
                .toArray());
    checkSparse(name, support);
  }

  private void checkSparse(String name, Support support) {
    float[] values = Reference.random(support.size(), random);
    check(KernelProvider.named(name).sparse(support, values), Reference.sparse(support, values));
  }

  /** Within larger arrays, whose other elements stay as they are, and on top of what is there. */
  private void check(Product product, double[][] matrix) {
    int rows = matrix.length;
    int columns = matrix[0].length;
    assertThat(product.rows()).isEqualTo(rows);
    assertThat(product.columns()).isEqualTo(columns);
    assertThat(product.bytes()).isNotNegative();
    for (int batch : BATCHES) {
      checkBatch(product, matrix, batch, 0, rows, 0, columns, 0);
      checkBatch(product, matrix, batch, 3, rows + 5, 2, columns + 1, 4);
    }
  }

  private void checkBatch(
      Product product,
      double[][] matrix,
      int batch,
      int xFrom,
      int xStride,
      int yFrom,
      int yStride,
      int behind) {
    float[] x = Reference.random(xFrom + batch * xStride, random);
    float[] before = Reference.random(yFrom + batch * yStride + behind, random);
    float[] y = before.clone();
    float[] scratch = new float[product.scratch(batch)];
    Arrays.fill(scratch, Float.NaN);
    float[] xBefore = x.clone();
    product.add(batch, x, xFrom, xStride, y, yFrom, yStride, scratch);
    assertThat(x).isEqualTo(xBefore);
    double[] expected = new double[y.length];
    Arrays.setAll(expected, i -> before[i]);
    for (int n = 0; n < batch; n++) {
      for (int i = 0; i < matrix.length; i++) {
        for (int j = 0; j < matrix[i].length; j++) {
          expected[yFrom + n * yStride + j] += x[xFrom + n * xStride + i] * matrix[i][j];
        }
      }
    }
    for (int i = 0; i < y.length; i++) {
      assertThat((double) y[i])
          .as("output %d, batch %d", i, batch)
          .isCloseTo(expected[i], within(2e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("unitCounts")
  void lstmGates(String name, int[] size) {
    int units = size[0];
    float[] z = Reference.random(3 + 4 * units, random);
    for (int i = 0; i < z.length; i++) {
      z[i] *= 24;
    }
    float[] before = Reference.random(2 + units, random);
    float[] cell = before.clone();
    float[] hidden = Reference.random(1 + units, random);
    float[] pre = z.clone();
    float first = hidden[0];
    KernelProvider.named(name).lstm(units, z, 3, cell, 2, hidden, 1);
    assertThat(hidden[0]).isEqualTo(first);
    assertThat(cell).startsWith(before[0], before[1]);
    for (int j = 0; j < units; j++) {
      double c =
          sigmoid(pre[3 + units + j]) * before[2 + j]
              + sigmoid(pre[3 + 3 * units + j]) * Math.tanh(pre[3 + j]);
      assertThat((double) cell[2 + j]).isCloseTo(c, within(1e-6));
      double h = sigmoid(pre[3 + 2 * units + j]) * Math.tanh(c);
      assertThat((double) hidden[1 + j]).isCloseTo(h, within(1e-6));
    }
  }

  static Stream<Arguments> unitCounts() {
    return withKernels(
        new int[] {1},
        new int[] {7},
        new int[] {16},
        new int[] {17},
        new int[] {48},
        new int[] {650});
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void notANumberStaysOne(String name) {
    for (int units : new int[] {3, 40}) {
      float[] z = new float[4 * units];
      z[1] = Float.NaN;
      float[] cell = new float[units];
      float[] hidden = new float[units];
      KernelProvider.named(name).lstm(units, z, 0, cell, 0, hidden, 0);
      assertThat(hidden[1]).isNaN();
      assertThat(hidden[2]).isZero();
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @ParameterizedTest
  @CsvSource({"scalar", "vector"})
  void wrongSizesAreRefused(String name) {
    Kernels kernels = KernelProvider.named(name);
    assertThatThrownBy(() -> kernels.dense(2, 3, new float[5])).hasMessageContaining("[2, 3]");
    assertThatThrownBy(() -> kernels.dense(0, 3, new float[0])).hasMessageContaining("[0, 3]");
    assertThatThrownBy(() -> kernels.lowRank(2, 3, 1, new float[2], new float[4]))
        .hasMessageContaining("Q [1, 3]");
    assertThatThrownBy(
            () -> kernels.kronecker(new KroneckerShape(1, 2, 2, 2, 2), new float[5], new float[4]))
        .hasMessageContaining("B [1, 2, 2]");
    assertThatThrownBy(() -> kernels.sparse(Support.of(2, 2, 1), new float[2]))
        .hasMessageContaining("as many values; got 2");
    assertThatThrownBy(() -> kernels.sparse(Support.of(65537, 1), new float[0]))
        .hasMessageContaining("up to 65536 inputs; got 65537");
  }
}
