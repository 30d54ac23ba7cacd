package io.github.dl4jdoping.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole blocks, left-over rows and columns, and matrices smaller than a block. */
class TranspositionTest {

  private static final int BEFORE = 3;
  private static final int GAP = 2;

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 2", "4, 4", "4, 7", "7, 4", "5, 9", "17, 33", "32, 20"})
  void copiesTheTransposeAndNothingElse(int rows, int columns) {
    int fromStride = columns + GAP;
    int toStride = rows + GAP;
    float[] from = Reference.random(BEFORE + rows * fromStride, new Random(1));
    float[] to = Reference.random(BEFORE + columns * toStride, new Random(2));
    float[] expected = to.clone();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        expected[BEFORE + j * toStride + i] = from[BEFORE + i * fromStride + j];
      }
    }

    Transposition.copy(rows, columns, from, BEFORE, fromStride, to, BEFORE, toStride);

    assertThat(to).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({"2, 3", "5, 4", "8, 9"})
  void transposesEachOfSeveralMatrices(int rows, int columns) {
    float[] matrices = Reference.random(3 * rows * columns, new Random(3));

    float[] transposed = Transposition.ofEach(matrices, rows, columns);

    float[] expected = new float[matrices.length];
    for (int n = 0; n < matrices.length; n++) {
      int inMatrix = n % (rows * columns);
      expected[n - inMatrix + inMatrix % columns * rows + inMatrix / columns] = matrices[n];
    }
    assertThat(transposed).containsExactly(expected);
  }
}
