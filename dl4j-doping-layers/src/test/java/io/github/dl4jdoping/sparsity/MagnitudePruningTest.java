package io.github.dl4jdoping.sparsity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class MagnitudePruningTest {

  private static double[] pruned(long keep, double... values) {
    INDArray array = Nd4j.createFromArray(values);
    MagnitudePruning.prune(array, keep);
    return array.addi(0).toDoubleVector(); // -0 becomes 0
  }

  @Test
  void keepsTheLargestOfEitherSign() {
    assertThat(pruned(2, 1, -3, 2, -0.5)).containsExactly(0, -3, 2, 0);
  }

  @Test
  void ofEqualMagnitudesTheFirstAreKept() {
    assertThat(pruned(3, 2, -2, 5, 2, -2)).containsExactly(2, -2, 5, 0, 0);
    assertThat(pruned(2, 1, 1, 1, 1)).containsExactly(1, 1, 0, 0);
  }

  @Test
  void zerosAreNeverKeptInPlaceOfEntries() {
    assertThat(pruned(2, 0, 0, 4, 0, -1)).containsExactly(0, 0, 4, 0, -1);
    assertThat(pruned(4, 0, 0, 4, 0, -1)).containsExactly(0, 0, 4, 0, -1);
  }

  @Test
  void keepsNothingOrEverythingIfAsked() {
    assertThat(pruned(0, 1, -2, 3)).containsExactly(0, 0, 0);
    assertThat(pruned(3, 1, -2, 3)).containsExactly(1, -2, 3);
    assertThat(pruned(99, 1, -2, 3)).containsExactly(1, -2, 3);
  }

  @ParameterizedTest
  @CsvSource({"FLOAT, c", "FLOAT, f", "DOUBLE, c", "DOUBLE, f"})
  void agreesWithASort(DataType type, char order) {
    double[] values = valuesWithTiesAndZeros(60);
    for (int keep : List.of(0, 1, 7, 30, 45, 59, 60)) {
      INDArray matrix = Nd4j.create(values, new long[] {5, 12}, order).castTo(type);
      MagnitudePruning.prune(matrix, keep);
      assertThat(matrix.ordering()).isEqualTo(order);
      assertThat(inOwnOrder(matrix)).as("keep %d", keep).isEqualTo(sorted(values, keep));
    }
  }

  private static double[] inOwnOrder(INDArray matrix) {
    long[] flat = {matrix.length()};
    return matrix.add(0).reshape(matrix.ordering(), flat).toDoubleVector(); // -0 becomes 0
  }

  /** Multiples of 1/8, which both types hold exactly. */
  private static double[] valuesWithTiesAndZeros(int size) {
    Random random = new Random(3);
    return random.doubles(size).map(u -> Math.round(32 * u - 16) / 8.0).toArray();
  }

  private static double[] sorted(double[] values, int keep) {
    double[] result = new double[values.length];
    IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -Math.abs(values[i])))
        .limit(keep)
        .forEach(i -> result[i] = values[i]);
    return result;
  }

  @ParameterizedTest
  @ValueSource(chars = {'c', 'f'})
  void aViewIsPrunedInPlace(char order) {
    INDArray whole = Nd4j.linspace(1, 20, 20, DataType.FLOAT).reshape('c', 4, 5).dup(order);
    INDArray view = whole.get(NDArrayIndex.interval(1, 3), NDArrayIndex.interval(1, 4));
    MagnitudePruning.prune(view, 2);
    assertThat(view.toFloatMatrix()).isDeepEqualTo(new float[][] {{0, 0, 0}, {0, 13, 14}});
    assertThat(MagnitudePruning.nonZeros(view)).isEqualTo(2);
    assertThat(whole.getRow(0).toFloatVector()).containsExactly(1, 2, 3, 4, 5);
    assertThat(whole.getRow(2).toFloatVector()).containsExactly(11, 0, 13, 14, 15);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, -1e-5, 1e-6, -1e-20, 1e-38})
  void theSmallestEntryCounts(double tiny) {
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      INDArray values = Nd4j.createFromArray(0, tiny, 0, -tiny, 5).castTo(type);
      assertThat(MagnitudePruning.nonZeros(values)).as("%s", type).isEqualTo(3);
      MagnitudePruning.prune(values, 2);
      assertThat(MagnitudePruning.nonZeros(values)).as("%s", type).isEqualTo(2);
    }
  }

  @Test
  void negativeZeroIsZero() {
    assertThat(MagnitudePruning.nonZeros(Nd4j.createFromArray(-0.0, 0.0, 1.0))).isEqualTo(1);
  }

  @Test
  void pruningTwiceIsPruningOnce() {
    double[] once = pruned(20, valuesWithTiesAndZeros(60));
    assertThat(pruned(20, once)).isEqualTo(once);
    assertThat(Arrays.stream(once).filter(v -> v != 0)).hasSize(20);
  }
}
