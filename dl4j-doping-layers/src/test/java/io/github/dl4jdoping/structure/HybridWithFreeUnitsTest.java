package io.github.dl4jdoping.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.ObjectMapper;

class HybridWithFreeUnitsTest extends StructuredMatrixContract {

  private static final MatrixShape SHAPE = new MatrixShape(12, 20, 4);

  private final Map<Structure, int[]> units = new HashMap<>();

  private Example example(
      int rank, int[] free, long rows, long columns, int blocks, long parameters) {
    Structure structure = Hybrid.withFreeUnits(rank, free);
    units.put(structure, free);
    return Example.of(structure, rows, columns, blocks, parameters);
  }

  @Override
  List<Example> examples() {
    return List.of(
        // 3 columns a block; halves of 3 and 2 rows.
        example(1, new int[] {1}, 5, 12, 4, 5 * 4 + 5 * 4 + 2 * 8),
        example(2, new int[] {2}, 5, 12, 4, 5 * 4 + 2 * (5 * 4) + 2 * (2 * 8)),
        // One row, so one half.
        example(1, new int[] {1}, 1, 8, 4, 4 + 4 + 4),
        example(1, new int[] {3, 6}, 7, 8, 1, 7 * 2 + 7 + 2 * 6),
        example(1, new int[] {0, 2, 4}, 12, 20, 4, 12 * 12 + 12 * 4 + 2 * 8),
        example(1, new int[] {0, 1}, 12, 20, 4, 12 * 8 + 12 * 4 + 2 * 12),
        example(1, new int[] {}, 12, 20, 4, 12 * 4 + 2 * 20),
        example(1, new int[] {0, 1, 2, 3, 4}, 12, 20, 4, 12 * 20),
        // Backwards through the factors too.
        example(2, new int[] {0, 3, 4, 11, 12, 19}, 16, 20, 1, 16 * 6 + 2 * 16 + 4 * 14));
  }

  @Override
  Example large() {
    int[] free = IntStream.range(0, 33).map(i -> 19 * i + 7).toArray();
    return example(3, free, 650, 2600, 4, 650 * 132 + 12 * 650 + 6 * 2468);
  }

  @Override
  double[][] definition(Example example, Params params) {
    MatrixShape shape = example.shape();
    int width = (int) shape.blockColumns();
    int[] free = units.get(example.structure());
    double[][] dense = new double[(int) shape.rows()][(int) shape.columns()];
    for (int block = 0; block < shape.blocks(); block++) {
      int nextFree = block * free.length;
      int nextLowRank = block * (width - free.length);
      for (int j = 0; j < width; j++) {
        boolean isFree = Arrays.binarySearch(free, j) >= 0;
        int source = isFree ? nextFree++ : nextLowRank++;
        for (int i = 0; i < dense.length; i++) {
          dense[i][block * width + j] =
              isFree
                  ? params.get("D").getDouble(i, source)
                  : lowRank(params, shape, i, block, source);
        }
      }
    }
    return dense;
  }

  private static double lowRank(Params params, MatrixShape shape, int row, int block, int column) {
    int rank = params.get("L").columns() / shape.blocks();
    int half = row < (shape.rows() + 1) / 2 ? 0 : 1;
    double sum = 0;
    for (int k = 0; k < rank; k++) {
      sum +=
          params.get("L").getDouble(row, block * rank + k)
              * params.get("Q").getDouble(half * rank + k, column);
    }
    return sum;
  }

  private static double[] bits(StructuredMatrix matrix) {
    INDArray dense = matrix.toDense(Theta.random(matrix, 3));
    return dense.dup('c').reshape(dense.length()).toDoubleVector();
  }

  @Test
  void slotsAreThoseOfTheFirstUnits() {
    assertThat(Hybrid.withFreeUnits(2, 3).matrix(SHAPE).slots())
        .isEqualTo(Hybrid.of(0.2, 2).matrix(SHAPE).slots());
  }

  @Test
  void theFirstUnitsNeedNoPermutation() {
    assertThat(Hybrid.withFreeUnits(2, 0, 1).matrix(SHAPE).form())
        .contains(new MatrixForm.Hybrid(2, 2, List.of()));
    assertThat(bits(Hybrid.withFreeUnits(2, 0, 1).matrix(SHAPE)))
        .containsExactly(bits(Hybrid.of(0.4, 2).matrix(SHAPE)));
    assertThat(Hybrid.withFreeUnits(2, 0, 2).matrix(SHAPE).form())
        .contains(new MatrixForm.Hybrid(2, 2, List.of(0, 2)));
  }

  @Test
  void theUnitsThatAreFreeAreFittedExactly() {
    StructuredMatrix matrix = Hybrid.withFreeUnits(1, 1, 4).matrix(SHAPE);
    INDArray target = Nd4j.rand(DataType.DOUBLE, 12, 20);
    Theta theta = new Theta(matrix.slots(), DataType.DOUBLE, 'f');
    matrix.fit(FitTarget.of(target), theta);
    INDArray error = target.sub(matrix.toDense(theta));
    for (int j = 0; j < 20; j++) {
      double norm = error.getColumn(j).norm2Number().doubleValue();
      if (j % 5 == 1 || j % 5 == 4) {
        assertThat(norm).isZero();
      } else {
        assertThat(norm).isPositive();
      }
    }
  }

  @Test
  void aMatrixOfTheFamilyIsFoundAgain() {
    StructuredMatrix matrix = Hybrid.withFreeUnits(2, 1, 2).matrix(SHAPE);
    INDArray target = matrix.toDense(Theta.random(matrix, 8));
    Theta theta = new Theta(matrix.slots(), DataType.DOUBLE, 'f');
    matrix.fit(FitTarget.of(target), theta);
    assertThat(target.sub(matrix.toDense(theta)).norm2Number().doubleValue())
        .isCloseTo(0, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "'5', 'got 5 first in 5'",
    "'-1', 'got -1 first in -1'",
    "'1,1', 'got 1 after 1 in 1, 1'",
    "'3,2', 'got 2 after 3'",
    "'0,7', 'got 7 after 0'",
    "'0,1,2,3,4,5', 'got 5 after 4'",
    "'0,2147483647', 'got 2147483647 after 0'",
  })
  void unitsThatABlockDoesNotHaveAreRefused(String free, String said) {
    int[] given = Arrays.stream(free.split(",")).mapToInt(Integer::parseInt).toArray();
    Hybrid hybrid = Hybrid.withFreeUnits(1, given);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hybrid.matrix(SHAPE))
        .withMessageContainingAll("[12, 20]", "strictly ascending", "from 0 to 4", said);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "-3, 1", "5, 4"})
  void impossibleRanksAreRefused(int rank, int works) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hybrid.withFreeUnits(rank, 3).matrix(SHAPE))
        .withMessageContainingAll(
            "1 free units",
            "6 rows and 4 columns",
            "from 1 to 4",
            "got rank " + rank,
            "Hybrid.withFreeUnits(" + works + ", 3)");
    assertThat(Hybrid.withFreeUnits(works, 3).matrix(SHAPE).isZero()).isFalse();
  }

  @Test
  void whatIsGivenIsCopied() {
    int[] free = {3};
    Hybrid hybrid = Hybrid.withFreeUnits(1, free);
    free[0] = 4;
    assertThat(hybrid).isEqualTo(Hybrid.withFreeUnits(1, 3));
  }

  @Test
  void saysWhichUnits() {
    assertThat(Hybrid.withFreeUnits(2, 1, 3)).hasToString("Hybrid.withFreeUnits(2, 1, 3)");
    assertThat(Hybrid.withFreeUnits(2)).hasToString("Hybrid.withFreeUnits(2)");
    assertThat(Hybrid.withFreeUnits(2, IntStream.range(1, 31).toArray()))
        .hasToString("Hybrid.withFreeUnits(2, 1, 2, 3, 4, 5, 6, 7, 8, ... 30 in all)");
  }

  @Test
  void unitsAndRankCountForEquality() {
    Hybrid hybrid = Hybrid.withFreeUnits(2, 1, 3);
    assertThat(hybrid)
        .isEqualTo(Hybrid.withFreeUnits(2, 1, 3))
        .hasSameHashCodeAs(Hybrid.withFreeUnits(2, 1, 3))
        .isNotEqualTo(Hybrid.withFreeUnits(2, 1, 4))
        .isNotEqualTo(Hybrid.withFreeUnits(1, 1, 3))
        .isNotEqualTo(Hybrid.of(0.5, 2));
  }

  /** Configurations without chosen units are written as before there were any. */
  @Test
  void jsonOfTheFirstUnitsHasNoUnits() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    String first = "{\"@class\":\"" + Hybrid.class.getName() + "\",\"denseShare\":0.25,\"rank\":2}";
    assertThat(mapper.readValue(first, Structure.class)).isEqualTo(Hybrid.of(0.25, 2));
    assertThat(mapper.writeValueAsString(Hybrid.of(0.25, 2))).isEqualTo(first);
    assertThat(mapper.writeValueAsString(Hybrid.withFreeUnits(2, 1, 3)))
        .contains("\"freeUnits\":[1,3]")
        .doesNotContain("denseShare");
  }
}
