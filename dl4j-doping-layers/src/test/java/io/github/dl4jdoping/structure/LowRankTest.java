package io.github.dl4jdoping.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class LowRankTest extends StructuredMatrixContract {

  @Override
  List<Example> examples() {
    return List.of(
        Example.of(LowRank.rank(1), 5, 12, 4, 5 + 12),
        Example.of(LowRank.rank(1), 1, 8, 4, 1 + 8),
        Example.of(LowRank.rank(2), 7, 8, 1, 2 * 15),
        // Cheaper through the factors forwards, through the dense matrix backwards.
        Example.of(LowRank.rank(5), 12, 20, 4, 5 * 32),
        Example.of(LowRank.rank(7), 7, 8, 1, 7 * 15));
  }

  @Override
  Example large() {
    return Example.of(LowRank.rank(8), 650, 2600, 4, 8 * 3250);
  }

  @Override
  double[][] definition(Example example, Params params) {
    INDArray left = params.get("L");
    INDArray right = params.get("Q");
    double[][] dense = new double[(int) example.shape().rows()][(int) example.shape().columns()];
    for (int i = 0; i < dense.length; i++) {
      for (int j = 0; j < dense[i].length; j++) {
        for (int k = 0; k < left.columns(); k++) {
          dense[i][j] += left.getDouble(i, k) * right.getDouble(k, j);
        }
      }
    }
    return dense;
  }

  @Test
  void slotsAreTheTwoFactors() {
    assertThat(LowRank.rank(3).matrix(new MatrixShape(12, 20, 4)).slots())
        .containsExactly(new ParamSlot("L", 12, 3, 2, 3), new ParamSlot("Q", 3, 20, 2, 3));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "-2, 1", "6, 5", "12, 5"})
  void impossibleRanksAreRefused(int rank, int works) {
    MatrixShape shape = new MatrixShape(5, 12, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LowRank.rank(rank).matrix(shape))
        .withMessageContainingAll(
            "[5, 12]", "from 1 to 5", "got rank " + rank, "LowRank.rank(" + works + ")");
    assertThat(LowRank.rank(works).matrix(shape).parameterCount()).isEqualTo(works * 17L);
  }
}
