package io.github.dl4jdoping.sparsity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.Regularization;

class SupportRegrowthTest {

  private static final int ROWS = 12;
  private static final int COLUMNS = 20;
  private static final int END = 10;

  /** Due after every step. */
  private static final Regrowth REGROWTH = new Regrowth(0.6, 1, 0, 100);

  private static final SupportRegrowth OF_ROW =
      new SupportRegrowth(REGROWTH, annealing(Granularity.unstructured(), 0.5), 1, 3);

  private static Annealing annealing(Granularity granularity, double density) {
    return new Annealing(new CubicDensity(density, 0, END), 4, granularity);
  }

  private static INDArray array(double... values) {
    return Nd4j.createFromArray(values);
  }

  private static double[] doubles(INDArray array) {
    return array.castTo(DataType.DOUBLE).dup('f').data().asDouble();
  }

  /** Two of three entries are swapped: 0.1 and -2 for the steepest off the support. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "HALF"})
  void theSmallestAreSwappedForTheSteepest(DataType type) {
    INDArray values = array(0, 3, 0.125, -2, 0, 0).castTo(type);
    INDArray gradient = array(0.5, 1, 1, 1, -8, 0.25).castTo(type);

    OF_ROW.restrict(values, gradient, 0);
    assertThat(doubles(gradient)).containsExactly(0.5, 1, 1, 1, -8, 0);
    assertThat(doubles(values)).as("nothing has happened yet").startsWith(0, 3, 0.125, -2);

    OF_ROW.apply(values, gradient, 0.1, 0, 0);
    assertThat(doubles(gradient)).containsExactly(0.5, 1, 0, 0, -8, 0);
    double[] swapped = doubles(values);
    assertThat(swapped[0]).as("falls with a rising gradient").isNegative().isGreaterThan(-1e-5);
    assertThat(swapped[4]).isPositive().isLessThan(1e-5);
    assertThat(swapped[1]).isEqualTo(3);
    assertThat(new double[] {swapped[2], swapped[3], swapped[5]}).containsOnly(0.0);
    assertThat(MagnitudePruning.nonZeros(values)).isEqualTo(3);
  }

  @Test
  void whatHasGrownIsThenWhereTheStepTakesItFromZero() {
    INDArray values = array(0, 3, 0.125, -2, 0, 0).castTo(DataType.FLOAT);
    INDArray gradient = array(0.5, 1, 1, 1, -8, 0.25).castTo(DataType.FLOAT);
    OF_ROW.restrict(values, gradient, 0);
    OF_ROW.apply(values, gradient, 0.1, 0, 0);
    gradient.muli(0.5);
    Annealing annealing = annealing(Granularity.unstructured(), 0.5);
    new SupportUpdate(annealing, 1, 3, true).apply(values, gradient, 0.1, 0, 0);
    values.subi(gradient);
    assertThat(doubles(values)).containsExactly(-0.25, 2.5, 0, 0, 4, 0);
  }

  @Test
  void zerosHaveNoSign() {
    INDArray values = array(0, 3, -0.125, -2, 0, 0);
    OF_ROW.apply(values, array(0.5, 1, 1, 1, -8, 0), 0.1, 0, 0);
    assertThat(1 / values.getDouble(2)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(1 / values.getDouble(5)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void whereTooLittleCanGrowTheLargestOfTheDroppedStay() {
    INDArray values = array(0, 3, 0.125, -2, 0, 0);
    INDArray gradient = array(0, 1, 1, 1, -8, 0);
    OF_ROW.restrict(values, gradient, 0);
    OF_ROW.apply(values, gradient, 0.1, 0, 0);
    assertThat(doubles(values)).startsWith(0, 3, 0, -2).endsWith(0);
    assertThat(MagnitudePruning.nonZeros(values)).isEqualTo(3);
  }

  @Test
  void withoutAGradientOrNotDueNothingHappens() {
    Regrowth rare = new Regrowth(0.5, 3, 0, 6);
    SupportRegrowth regrowth =
        new SupportRegrowth(rare, annealing(Granularity.unstructured(), 0.5), 1, 3);
    double[] before = {0, 3, 0.125, -2, 0, 0};
    INDArray values = array(before);
    INDArray gradient = array(1, 2, 3, 4, 5, 6);
    for (int iteration : new int[] {0, 1, 3, 5, 8}) {
      assertThat(regrowth.isDueIn(iteration)).isFalse();
      regrowth.apply(values, gradient, 0.1, iteration, 0);
    }
    assertThat(doubles(values)).isEqualTo(before);
    assertThat(doubles(gradient)).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(regrowth.isDueIn(2)).isTrue();
    regrowth.apply(values, array(0, 2, 3, 4, 0, 0), 0.1, 2, 0);
    assertThat(doubles(values)).isEqualTo(before);
  }

  /** Flat, output by output, as DL4J passes parameters. */
  private static INDArray random(Random random) {
    return array(random.doubles(ROWS * COLUMNS, -1, 1).toArray());
  }

  private static INDArray matrix(INDArray flat) {
    return Nd4j.create(flat.toDoubleVector(), new long[] {ROWS, COLUMNS}, 'f');
  }

  @ParameterizedTest
  @MethodSource("io.github.dl4jdoping.sparsity.GranularityTest#granularities")
  void numberAndGranularityAreThoseOfPruningAlone(Granularity granularity) {
    Annealing annealing = annealing(granularity, 0.2);
    SupportRegrowth regrowth = new SupportRegrowth(REGROWTH, annealing, ROWS, 48);
    SupportUpdate update = new SupportUpdate(annealing, ROWS, 48, true);
    Random random = new Random(4);
    INDArray regrown = random(random);
    INDArray pruned = regrown.dup();
    int moved = 0;
    for (int iteration = 0; iteration < 3 * END; iteration++) {
      INDArray gradient = random(random);
      INDArray before = matrix(regrown);
      INDArray asMatrix = matrix(gradient);
      regrowth.restrict(before, asMatrix, iteration);
      gradient = array(doubles(asMatrix));
      regrowth.apply(regrown, gradient, 0.1, iteration, 0);
      step(update, regrown, gradient, iteration);
      step(update, pruned, gradient.dup(), iteration);

      assertThat(MagnitudePruning.nonZeros(regrown))
          .as("after step %d", iteration + 1)
          .isEqualTo(MagnitudePruning.nonZeros(pruned));
      assertThat(Supports.isOf(granularity, matrix(regrown))).isTrue();
      moved += grown(before, matrix(regrown));
    }
    assertThat(MagnitudePruning.nonZeros(regrown)).isEqualTo(48);
    assertThat(moved).as("entries that have grown").isGreaterThan(200);
  }

  private static void step(
      SupportUpdate update, INDArray values, INDArray gradient, int iteration) {
    INDArray change = gradient.mul(0.1);
    update.apply(values, change, 0.1, iteration, 0);
    values.subi(change);
  }

  private static int grown(INDArray before, INDArray after) {
    return before
        .eq(0)
        .castTo(DataType.FLOAT)
        .mul(after.neq(0).castTo(DataType.FLOAT))
        .sumNumber()
        .intValue();
  }

  @Test
  void asMuchIsSwappedAsTheShareSays() {
    Annealing annealing = annealing(Granularity.unstructured(), 0.2);
    SupportRegrowth regrowth = new SupportRegrowth(REGROWTH, annealing, ROWS, 48);
    Random random = new Random(4);
    INDArray values = random(random);
    MagnitudePruning.prune(values, 48);
    for (int iteration : new int[] {10, 49, 98}) {
      INDArray before = values.dup();
      regrowth.apply(values, random(random), 0.1, iteration, 0);
      assertThat(grown(before, values))
          .isEqualTo((int) Math.round(48 * REGROWTH.shareAfter(iteration + 1)));
    }
  }

  @Test
  void comesBeforeTheUpdaterAndCostsNothing() {
    assertThat(OF_ROW.applyStep()).isEqualTo(Regularization.ApplyStep.BEFORE_UPDATER);
    assertThat(OF_ROW.score(array(1, 2), 3, 0)).isZero();
    assertThat(OF_ROW.clone()).isSameAs(OF_ROW);
  }
}
