package io.github.dl4jdoping.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HybridTest extends StructuredMatrixContract {

  @Override
  List<Example> examples() {
    return List.of(
        // 3 columns a block, 1 free; halves of 3 and 2 rows.
        Example.of(Hybrid.of(0.3, 1), 5, 12, 4, 5 * 4 + 5 * 4 + 2 * 8),
        Example.of(Hybrid.of(0.3, 2), 5, 12, 4, 5 * 4 + 2 * (5 * 4) + 2 * (2 * 8)),
        // One row, so one half.
        Example.of(Hybrid.of(0.5, 1), 1, 8, 4, 4 + 4 + 4),
        Example.of(Hybrid.of(0.25, 1), 7, 8, 1, 7 * 2 + 7 + 2 * 6),
        Example.of(Hybrid.of(0.2, 1), 12, 20, 4, 12 * 4 + 12 * 4 + 2 * 16),
        Example.of(Hybrid.of(0, 1), 12, 20, 4, 12 * 4 + 2 * 20),
        Example.of(Hybrid.of(1, 1), 12, 20, 4, 12 * 20),
        // Backwards through the factors too.
        Example.of(Hybrid.of(0.3, 2), 16, 20, 1, 16 * 6 + 2 * 16 + 4 * 14));
  }

  @Override
  Example large() {
    // 650 columns a block, 33 free.
    return Example.of(Hybrid.of(0.05, 3), 650, 2600, 4, 650 * 132 + 12 * 650 + 6 * 2468);
  }

  @Override
  double[][] definition(Example example, Params params) {
    MatrixShape shape = example.shape();
    int width = (int) shape.blockColumns();
    int free = free(example);
    int lowRank = width - free;
    int half = (int) (shape.rows() + 1) / 2;
    int rank = free == width ? 0 : params.get("L").columns() / shape.blocks();
    double[][] dense = new double[(int) shape.rows()][(int) shape.columns()];
    for (int i = 0; i < dense.length; i++) {
      for (int j = 0; j < dense[i].length; j++) {
        int block = j / width;
        int column = j % width;
        if (column < free) {
          dense[i][j] = params.get("D").getDouble(i, block * free + column);
        } else {
          for (int k = 0; k < rank; k++) {
            double left = params.get("L").getDouble(i, block * rank + k);
            int row = i < half ? k : rank + k;
            int inQ = block * lowRank + column - free;
            dense[i][j] += left * params.get("Q").getDouble(row, inQ);
          }
        }
      }
    }
    return dense;
  }

  /** The number of free columns in a block of an example, worked out by hand. */
  private static int free(Example example) {
    return switch (example.structure() + " " + example.shape()) {
      case "Hybrid.of(0.3, 1) [5, 12]",
          "Hybrid.of(0.3, 2) [5, 12]",
          "Hybrid.of(0.5, 1) [1, 8]",
          "Hybrid.of(0.2, 1) [12, 20]" ->
          1;
      case "Hybrid.of(0.25, 1) [7, 8]" -> 2;
      case "Hybrid.of(0.0, 1) [12, 20]" -> 0;
      case "Hybrid.of(1.0, 1) [12, 20]" -> 5;
      case "Hybrid.of(0.3, 2) [16, 20]" -> 6;
      default -> throw new AssertionError(example);
    };
  }

  @Test
  void emptySlotsAreLeftOut() {
    MatrixShape shape = new MatrixShape(12, 20, 4);
    assertThat(Hybrid.of(0.2, 2).matrix(shape).slots())
        .containsExactly(
            new ParamSlot("D", 12, 4, 1, 1),
            new ParamSlot("L", 12, 8, 2, 2),
            new ParamSlot("Q", 4, 16, 2, 2));
    assertThat(Hybrid.of(0, 1).matrix(shape).slots())
        .containsExactly(new ParamSlot("L", 12, 4, 2, 1), new ParamSlot("Q", 2, 20, 2, 1));
    assertThat(Hybrid.of(1, 1).matrix(shape).slots())
        .containsExactly(new ParamSlot("D", 12, 20, 1, 1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
  void sharesOutsideZeroToOneAreRefused(double share) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hybrid.of(share, 1).matrix(new MatrixShape(12, 20, 4)))
        .withMessageContainingAll("from 0", "to 1", "got " + share, "Hybrid.of(0.05, 1)");
  }

  @ParameterizedTest
  @CsvSource({
    // rows, columns, blocks, share, rank, rows and columns of the smallest block, what works
    "7, 8, 1, 0.25, 4, 3, 6, 3",
    "7, 8, 1, 0.75, 3, 3, 2, 2",
    "12, 20, 4, 0.2, 0, 6, 4, 1",
    "12, 20, 4, 0.2, -1, 6, 4, 1",
    "12, 20, 4, 0.2, 5, 6, 4, 4",
    "1, 8, 4, 0.5, 2, 1, 1, 1",
  })
  void impossibleRanksAreRefused(
      long rows, long columns, int blocks, double share, int rank, int high, int wide, int works) {
    MatrixShape shape = new MatrixShape(rows, columns, blocks);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hybrid.of(share, rank).matrix(shape))
        .withMessageContainingAll(
            shape.toString(),
            "share " + share,
            high + " rows and " + wide + " columns",
            "from 1 to " + Math.min(high, wide),
            "got rank " + rank,
            "Hybrid.of(" + share + ", " + works + ")");
    assertThat(Hybrid.of(share, works).matrix(shape).isZero()).isFalse();
  }

  @Test
  void aRankBelowOneIsRefusedEvenWhereItWouldNotMatter() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hybrid.of(1, 0).matrix(new MatrixShape(12, 20, 4)))
        .withMessageContainingAll("at least 1", "got rank 0", "Hybrid.of(1.0, 1)");
  }
}
