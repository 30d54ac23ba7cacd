package io.github.dl4jdoping.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class KroneckerTest extends StructuredMatrixContract {

  @Override
  List<Example> examples() {
    return List.of(
        Example.of(Kronecker.balanced(), 5, 12, 4, 2 + 5 * 6),
        Example.of(Kronecker.balanced(), 1, 8, 4, 2 + 4),
        Example.of(Kronecker.balanced(2), 12, 20, 4, 2 * (3 * 5 + 4 * 4)),
        Example.of(Kronecker.of(2, 10, 6, 2, 3), 12, 20, 4, 3 * (2 * 10 + 6 * 2)),
        Example.of(Kronecker.of(7, 2, 1, 4), 7, 8, 1, 7 * 2 + 4),
        // No saving at all: products through the dense matrix are cheaper.
        Example.of(Kronecker.of(1, 1, 12, 20), 12, 20, 4, 1 + 12 * 20),
        Example.of(Kronecker.of(7, 8, 1, 1, 2), 7, 8, 1, 2 * (7 * 8 + 1)),
        // So oblong that only one order of the factors is cheap, whatever the order of the batch.
        Example.of(Kronecker.of(1, 96, 96, 1), 96, 96, 4, 96 + 96),
        Example.of(Kronecker.of(96, 1, 1, 96, 2), 96, 96, 4, 2 * (96 + 96)));
  }

  @Override
  Example large() {
    return Example.of(Kronecker.balanced(), 650, 2600, 4, 25 * 52 + 26 * 50);
  }

  @Override
  double[][] definition(Example example, Params params) {
    KroneckerFactors f = factors(example);
    INDArray b = params.get("B");
    INDArray c = params.get("C");
    double[][] dense = new double[(int) example.shape().rows()][(int) example.shape().columns()];
    for (int i = 0; i < dense.length; i++) {
      for (int j = 0; j < dense[i].length; j++) {
        long inB = i / f.p2() * f.q1() + j / f.q2();
        long inC = i % f.p2() * f.q2() + j % f.q2();
        for (int k = 0; k < b.rows(); k++) {
          dense[i][j] += b.getDouble(k, inB) * c.getDouble(k, inC);
        }
      }
    }
    return dense;
  }

  /** The factor shapes written in the examples, apart from the code that computes them. */
  private static KroneckerFactors factors(Example example) {
    return switch (example.structure() + " " + example.shape()) {
      case "Kronecker.balanced() [5, 12]" -> new KroneckerFactors(1, 2, 5, 6);
      case "Kronecker.balanced() [1, 8]" -> new KroneckerFactors(1, 2, 1, 4);
      case "Kronecker.balanced(2) [12, 20]" -> new KroneckerFactors(3, 5, 4, 4);
      case "Kronecker.of(2, 10, 6, 2, 3) [12, 20]" -> new KroneckerFactors(2, 10, 6, 2);
      case "Kronecker.of(7, 2, 1, 4) [7, 8]" -> new KroneckerFactors(7, 2, 1, 4);
      case "Kronecker.of(1, 1, 12, 20) [12, 20]" -> new KroneckerFactors(1, 1, 12, 20);
      case "Kronecker.of(7, 8, 1, 1, 2) [7, 8]" -> new KroneckerFactors(7, 8, 1, 1);
      case "Kronecker.of(1, 96, 96, 1) [96, 96]" -> new KroneckerFactors(1, 96, 96, 1);
      case "Kronecker.of(96, 1, 1, 96, 2) [96, 96]" -> new KroneckerFactors(96, 1, 1, 96);
      default -> throw new AssertionError(example);
    };
  }

  @ParameterizedTest
  @CsvSource({
    // rows, columns, p1, q1, p2, q2
    "650, 2600, 25, 52, 26, 50",
    "200, 800, 10, 40, 20, 20",
    "256, 1024, 16, 32, 16, 32",
    "16, 16, 4, 4, 4, 4",
    "1, 4, 1, 2, 1, 2",
    "127, 508, 1, 4, 127, 127",
  })
  void balancedFactorsAreTheSmallestOfFullRank(
      long rows, long columns, long p1, long q1, long p2, long q2) {
    MatrixShape shape = new MatrixShape(rows, columns, 1);
    KroneckerFactors expected = new KroneckerFactors(p1, q1, p2, q2);
    assertThat(BalancedFactors.of(shape, 1)).isEqualTo(expected);
    assertThat(Kronecker.balanced().matrix(shape).slots())
        .containsExactly(
            new ParamSlot("B", 1, p1 * q1, 2, 1), new ParamSlot("C", 1, p2 * q2, 2, 1));
  }

  /** Against every factorisation there is. */
  @ParameterizedTest
  @CsvSource({"24, 36", "30, 120", "8, 32", "45, 60", "36, 24", "100, 10"})
  void noFactorsOfFullRankAreSmaller(int rows, int columns) {
    long smallest = Long.MAX_VALUE;
    for (int p1 = 1; p1 <= rows; p1++) {
      for (int q1 = 1; q1 <= columns; q1++) {
        if (rows % p1 == 0 && columns % q1 == 0) {
          int p2 = rows / p1;
          int q2 = columns / q1;
          if (Math.min(p1, q1) * Math.min(p2, q2) == Math.min(rows, columns)) {
            smallest = Math.min(smallest, p1 * q1 + p2 * q2);
          }
        }
      }
    }
    StructuredMatrix matrix = Kronecker.balanced().matrix(new MatrixShape(rows, columns, 1));
    assertThat(matrix.parameterCount()).isEqualTo(smallest);
  }

  @Test
  void balancingLargeMatricesIsCheap() {
    Assertions.assertTimeout(
        Duration.ofSeconds(2),
        () -> {
          for (int i = 0; i < 100; i++) {
            Kronecker.balanced().matrix(MatrixShape.lstm(8192, 8192));
            Kronecker.balanced().matrix(MatrixShape.lstm(7560, 7560));
          }
        });
  }

  @Test
  void sidesWithoutUsefulFactorsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Kronecker.balanced().matrix(new MatrixShape(7, 11, 1)))
        .withMessageContainingAll(
            "[7, 11]", "77", "no useful factors", "8 rows and 1 x 16 columns");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Kronecker.balanced(3).matrix(new MatrixShape(2, 2, 2)))
        .withMessageContainingAll("[2, 2]", "8 rows and 2 x 8 columns", "nIn 8", "nOut 8");
    assertThat(Kronecker.balanced().matrix(new MatrixShape(8, 16, 1)).parameterCount())
        .isLessThan(8 * 16);
    assertThat(Kronecker.balanced().matrix(new MatrixShape(8, 16, 2)).parameterCount())
        .isLessThan(8 * 16);
  }

  @Test
  void moreTermsThanAreUsefulAreRefused() {
    MatrixShape shape = new MatrixShape(12, 20, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Kronecker.balanced(8).matrix(shape))
        .withMessageContainingAll("8 terms of 31 parameters", "240", "Kronecker.balanced(7)");
    assertThat(Kronecker.balanced(7).matrix(shape).parameterCount()).isEqualTo(7 * 31);
  }

  @ParameterizedTest
  @CsvSource({
    "4, 8, 5, 7",
    "3, 5, 4, 5",
    "3, 4, 4, 4",
    "0, 5, 4, 4",
    "-3, 5, -4, 4",
    "3, -5, 4, -4",
    // 3 * 4 and 5 * 4 modulo 2^64
    "2305843009213693953, 5, 4, 4",
  })
  void factorsThatDoNotMultiplyUpAreRefused(long p1, long q1, long p2, long q2) {
    Structure structure = Kronecker.of(p1, q1, p2, q2, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> structure.matrix(new MatrixShape(12, 20, 4)))
        .withMessageContainingAll(
            "[" + p1 + ", " + q1 + "] and [" + p2 + ", " + q2 + "]",
            "[12, 20]",
            "p1 * p2 = 12",
            "q1 * q2 = 20",
            "Kronecker.of(3, 5, 4, 4, 2)");
  }

  @ParameterizedTest
  @CsvSource({"0", "-1"})
  void fewerThanOneTermAreRefused(int terms) {
    for (Structure structure :
        List.of(Kronecker.balanced(terms), Kronecker.of(3, 5, 4, 4, terms))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> structure.matrix(new MatrixShape(12, 20, 4)))
          .withMessageContainingAll("at least 1 term", "got " + terms, "Kronecker.of(3, 5, 4, 4).");
    }
  }

  @Test
  void readsAsItIsWritten() {
    assertThat(Kronecker.balanced()).hasToString("Kronecker.balanced()");
    assertThat(Kronecker.balanced(2)).hasToString("Kronecker.balanced(2)");
    assertThat(Kronecker.of(3, 5, 4, 4)).hasToString("Kronecker.of(3, 5, 4, 4)");
    assertThat(Kronecker.of(3, 5, 4, 4, 2)).hasToString("Kronecker.of(3, 5, 4, 4, 2)");
    assertThat(Kronecker.of(3, 5, 4, 4, 1)).isEqualTo(Kronecker.of(3, 5, 4, 4));
  }
}
