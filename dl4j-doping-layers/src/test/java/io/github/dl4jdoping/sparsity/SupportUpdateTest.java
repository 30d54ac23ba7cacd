package io.github.dl4jdoping.sparsity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.regularization.Regularization;

class SupportUpdateTest {

  /** Pruned after 4, 8 and 10 steps, to 2 of 6 entries in the end. */
  private static final Annealing ANNEALING =
      new Annealing(new CubicDensity(1 / 3.0, 0, 10), 4, Granularity.unstructured());

  private static final SupportUpdate PRUNING = new SupportUpdate(ANNEALING, 1, 2, true);
  private static final SupportUpdate HOLDING = new SupportUpdate(ANNEALING, 1, 2, false);
  private static final int NOT_ON_GRID = 0;
  private static final int LAST_OF_WINDOW = 9;

  /** No multiple of a block of the loops for single precision. */
  private static final int LENGTH = 1300;

  private static double[] step(
      SupportUpdate update, int iteration, INDArray parameters, INDArray change) {
    update.apply(parameters, change, 0.1, iteration, 0);
    parameters.subi(change);
    return parameters.reshape('c', new long[] {parameters.length()}).toDoubleVector();
  }

  private static INDArray array(double... values) {
    return Nd4j.createFromArray(values);
  }

  @ParameterizedTest
  @ValueSource(ints = {NOT_ON_GRID, LAST_OF_WINDOW, 1000})
  void whatIsZeroStaysZeroWhateverTheMomentum(int iteration) {
    INDArray update = array(9, -9, 0.5, 1);
    double[] after = step(PRUNING, iteration, array(0, 0, 3, -4), update);
    assertThat(after).containsExactly(0, 0, 2.5, -5);
    assertThat(update.addi(0).toDoubleVector()).containsExactly(0, 0, 0.5, 1);
  }

  @Test
  void prunedEntriesEndAtExactlyZero() {
    double[] values = {0.1, 0.7, -1e-9, 3, 1e9, -0.3};
    double[] changes = {1e-3, 1e8, 7, 1e-9, 0.1, -0.2};
    double[] after = step(PRUNING, LAST_OF_WINDOW, array(values), array(changes));
    assertThat(after).containsExactly(0, 0, 0, 3 - 1e-9, 1e9 - 0.1, 0);
  }

  /** Whatever data they saw, replicas with equal parameters agree on the support. */
  @Test
  void theMagnitudeThatCountsIsTheOneBeforeTheUpdate() {
    double[] after = step(PRUNING, LAST_OF_WINDOW, array(9, 8, 1, 2), array(9.5, 8.5, -9, -9));
    assertThat(after).containsExactly(-0.5, -0.5, 0, 0);
  }

  /** As averaging over replicas that were pruned differently leaves them. */
  @ParameterizedTest
  @CsvSource({"2, 6", "3, 3", "5, 3", "7, 2", "8, 2", "20, 2"})
  void tooManyEntriesArePrunedInTheNextStep(int iteration, int entries) {
    INDArray values = array(1, 2, 3, 4, 5, 6);
    step(PRUNING, iteration, values, Nd4j.zeros(DataType.DOUBLE, 6));
    assertThat(MagnitudePruning.nonZeros(values)).isEqualTo(entries);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void anUpdateThatIsNotFiniteLeavesEverythingAsItIs(double bad) {
    double[] values = {0.1, 0, -1e-9, 3, 1e9, -0.3};
    for (SupportUpdate update : List.of(PRUNING, HOLDING)) {
      double[] after = step(update, LAST_OF_WINDOW, array(values), array(1, bad, 1, 1, bad, -0.2));
      assertThat(after).containsExactly(values);
    }
  }

  @Test
  void parametersThatAreNotFiniteAreNotPruned() {
    double[] values = {1, Double.NaN, 3, 4, Double.NaN, 6};
    double[] after = step(PRUNING, LAST_OF_WINDOW, array(values), array(1, 1, 1, 1, 1, 1));
    assertThat(after).containsExactly(values);
  }

  @Test
  void inTheWindowItPrunesAsFarAsScheduled() {
    // d(8) = 1/3 + 2/3 * 0.008 is 2 of 6 entries; d(4) = 1/3 + 2/3 * 0.216 is 3 of 6.
    double[] after = step(PRUNING, 3, array(1, 2, 3, 4, 5, 6), Nd4j.zeros(DataType.DOUBLE, 6));
    assertThat(after).containsExactly(0, 0, 0, 4, 5, 6);
    after = step(PRUNING, 7, array(1, 2, 3, 4, 5, 6), Nd4j.zeros(DataType.DOUBLE, 6));
    assertThat(after).containsExactly(0, 0, 0, 0, 5, 6);
  }

  @Test
  void betweenPruningsNothingIsPruned() {
    double[] after = step(PRUNING, 4, array(1, 0, 0, 2, 0, 4), array(0.5, 1, 1, 0.5, 1, 0.5));
    assertThat(after).containsExactly(0.5, 0, 0, 1.5, 0, 3.5);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void anEntryThatTheUpdateWouldBringToZeroStaysOnTheSupport(DataType type) {
    INDArray values = array(0.1, -2, 3, 0).castTo(type);
    INDArray update = array(0.1, -2, 1, 1).castTo(type);
    double[] after = step(PRUNING, NOT_ON_GRID, values, update);
    assertThat(after).doesNotHaveDuplicates().endsWith(2, 0);
    assertThat(MagnitudePruning.nonZeros(values)).isEqualTo(3);
  }

  @Test
  void inactiveItNeverPrunesButZerosStayZero() {
    INDArray change = array(1, 1, 1, 1, 1);
    double[] after = step(HOLDING, LAST_OF_WINDOW, array(5, 4, 3, 2, 0), change);
    assertThat(after).containsExactly(4, 3, 2, 1, 0);
  }

  @Test
  void fewerEntriesThanPlannedAreLeftAlone() {
    double[] after = step(PRUNING, 500, array(0, 0, 3, 0), array(1, 1, 1, 1));
    assertThat(after).containsExactly(0, 0, 2, 0);
  }

  @ParameterizedTest
  @ValueSource(chars = {'c', 'f'})
  void matricesArePrunedInEitherOrder(char order) {
    INDArray values = Nd4j.create(new double[][] {{1, -9, 2}, {3, 4, 8}}).dup(order);
    INDArray change = Nd4j.zeros(DataType.DOUBLE, 2, 3).dup(order);
    assertThat(step(PRUNING, LAST_OF_WINDOW, values, change)).containsExactly(0, -9, 0, 0, 0, 8);
  }

  /** DL4J passes parameters flat: 12 inputs by 20 outputs, output by output. */
  @ParameterizedTest
  @MethodSource("io.github.dl4jdoping.sparsity.GranularityTest#granularities")
  void flatParametersArePrunedInTheirGranularity(Granularity granularity) {
    Annealing annealing = new Annealing(new CubicDensity(0.2, 0, 10), 4, granularity);
    SupportUpdate update = new SupportUpdate(annealing, 12, 48, true);
    Random random = new Random(9);
    INDArray flat = Nd4j.createFromArray(random.doubles(240, -1, 1).toArray());
    INDArray before = flat.dup();
    for (int iteration = 0; iteration < 15; iteration++) {
      step(update, iteration, flat, Nd4j.createFromArray(random.doubles(240, -1, 1).toArray()));
      INDArray matrix = Nd4j.create(flat.toDoubleVector(), new long[] {12, 20}, 'f');
      assertThat(Supports.isOf(granularity, matrix)).as("iteration %d", iteration).isTrue();
      assertThat(before.neq(0).castTo(DataType.DOUBLE).muli(flat)).isEqualTo(flat);
      before.assign(flat);
    }
    assertThat(MagnitudePruning.nonZeros(flat)).isEqualTo(48);
  }

  @Test
  void aSupportOfAnotherGranularityIsAnErrorWhenItIsToBePruned() {
    INDArray values = array(new Random(2).doubles(240, -1, 1).toArray());
    MagnitudePruning.prune(values, 60);
    Annealing annealing =
        new Annealing(new CubicDensity(0.2, 0, 10), 4, Granularity.bankBalanced(16));
    SupportUpdate update = new SupportUpdate(annealing, 12, 48, true);
    assertThatIllegalStateException()
        .isThrownBy(() -> step(update, 10, values, Nd4j.zeros(DataType.DOUBLE, 240)))
        .withMessageContaining("48 entries with granularity balanced in banks of 16");
  }

  /** Single precision has loops of its own, in blocks. */
  @ParameterizedTest
  @ValueSource(ints = {400, 799, 800, 801, 1300})
  void singlePrecisionDoesAsDoubleDoes(int finalNonZeros) {
    SupportUpdate update = new SupportUpdate(ANNEALING, 13, finalNonZeros, true);
    INDArray values = Nd4j.createFromArray(multiplesOfEighths(LENGTH, 3));
    values.get(NDArrayIndex.interval(800, LENGTH)).assign(0);
    INDArray changes = Nd4j.createFromArray(multiplesOfEighths(LENGTH, 4));
    double[] expected = step(update, 1000, values.dup(), changes.dup());
    double[] after =
        step(update, 1000, values.castTo(DataType.FLOAT), changes.castTo(DataType.FLOAT));
    assertThat(after).containsExactly(expected);
    assertThat(Arrays.stream(after).filter(v -> v != 0).count())
        .isEqualTo(Math.min(800, finalNonZeros));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 511, 512, 1299})
  void numbersThatAreNotFiniteAreFoundAnywhere(int index) {
    for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      INDArray values = Nd4j.ones(DataType.FLOAT, LENGTH);
      INDArray changes = Nd4j.ones(DataType.FLOAT, LENGTH).muli(0.5).putScalar(index, bad);
      assertThat(step(HOLDING, NOT_ON_GRID, values, changes)).containsOnly(1);
    }
  }

  /** Numbers that both precisions hold exactly, as they do differences of them; none is 0. */
  private static double[] multiplesOfEighths(int length, long seed) {
    return new Random(seed)
        .ints(length, 1, 1 << 20)
        .mapToDouble(i -> (i % 2 == 0 ? i : -i) / 8.0)
        .toArray();
  }

  @Test
  void comesAfterTheUpdaterAndCostsNothing() {
    assertThat(PRUNING.applyStep()).isEqualTo(Regularization.ApplyStep.POST_UPDATER);
    assertThat(PRUNING.score(array(1, 2), 3, 0)).isZero();
    assertThat(PRUNING.clone()).isSameAs(PRUNING);
  }
}
