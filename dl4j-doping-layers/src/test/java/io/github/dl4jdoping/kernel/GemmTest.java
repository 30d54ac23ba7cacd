package io.github.dl4jdoping.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every number of rows and vectors that a tile may be left over with. */
class GemmTest {

  private static final int[] COLUMNS = {
    1, 7, 8, 9, 15, 16, 17, 23, 24, 25, 31, 33, 47, 48, 49, 63, 64, 65, 113, 130
  };
  private static final int BEFORE = 3;

  private final Random random = new Random(3);

  static Stream<Arguments> cases() {
    return Stream.of("scalar", "vector")
        .flatMap(
            name ->
                Stream.of(1, 2, 3, 4, 5, 6, 7, 9, 10, 25)
                    .flatMap(
                        rows -> Stream.of(1, 4, 21).map(inner -> Arguments.of(name, rows, inner))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void addsTheProduct(String name, int m, int k) {
    Gemm gemm = KernelProvider.named(name).gemm();
    for (int n : COLUMNS) {
      int bStride = gemm.padded(n);
      float[] a = Reference.random(BEFORE + m * (k + 2), random);
      float[] b = Matrices.padded("B", Reference.random(k * n, random), bStride, k, n);
      float[] c = Reference.random(BEFORE + m * (n + 5), random);
      double[] expected = product(m, k, n, a, k + 2, 1, b, bStride, c);

      gemm.add(m, k, n, a, BEFORE, k + 2, b, 0, bStride, c, BEFORE, n + 5);

      assertClose(c, expected, n);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void addsTheProductWithTheTranspose(String name, int m, int k) {
    Gemm gemm = KernelProvider.named(name).gemm();
    for (int n : COLUMNS) {
      int bStride = gemm.padded(n);
      float[] a = Reference.random(BEFORE + k * (m + 2), random);
      float[] b = Matrices.padded("B", Reference.random(k * n, random), bStride, k, n);
      float[] c = Reference.random(BEFORE + m * (n + 5), random);
      double[] expected = product(m, k, n, a, 1, m + 2, b, bStride, c);

      gemm.addTransposed(m, k, n, a, BEFORE, m + 2, b, 0, bStride, c, BEFORE, n + 5);

      assertClose(c, expected, n);
    }
  }

  /** C with the product added, and what lies around its rows as it was. */
  private static double[] product(
      int m, int k, int n, float[] a, int aStride, int aStep, float[] b, int bStride, float[] c) {
    double[] sums = new double[c.length];
    Arrays.setAll(sums, i -> c[i]);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int l = 0; l < k; l++) {
          double factor = a[BEFORE + i * aStride + l * aStep];
          sums[BEFORE + i * (n + 5) + j] += factor * b[l * bStride + j];
        }
      }
    }
    return sums;
  }

  private static void assertClose(float[] found, double[] expected, int n) {
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i])
          .as("%s columns, [%s]", n, i)
          .isCloseTo(expected[i], within(1e-5));
    }
  }
}
