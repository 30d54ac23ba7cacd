package io.github.dl4jdoping.decomposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdoping.sparsity.Granularity;
import io.github.dl4jdoping.structure.FitTarget;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.MatrixShape;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.Unstructured;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BudgetTest {

  private static final MatrixShape WIDE = MatrixShape.lstm(30, 20);
  private static final MatrixShape SQUARE = MatrixShape.lstm(20, 20);
  private static final long ENTRIES = WIDE.size() + SQUARE.size();
  private static final Granularity ANY = Granularity.unstructured();

  @Test
  void uniformGivesEqualDensitiesAndTheStructuresAsGiven() {
    List<Candidate> matrices = gaussian(LowRank.rank(2), 1, 5);
    List<Allocation> shares = Budget.uniform().spread(matrices, 1000, ANY);
    assertThat(shares).extracting(Allocation::structure).containsOnly(LowRank.rank(2));
    double density = (1000 - 2 * (30 + 80) - 2 * (20 + 80)) / (double) ENTRIES;
    assertThat((double) shares.get(0).nonZeros()).isCloseTo(density * WIDE.size(), within(1.0));
    assertThat((double) shares.get(1).nonZeros()).isCloseTo(density * SQUARE.size(), within(1.0));
  }

  /** Without a structure the best choice is known: the largest of all entries by their matrix's norm. */
  @ParameterizedTest
  @ValueSource(longs = {40, 400, 2000, 3600})
  void byErrorTakesTheLargestEntriesOfAll(long parameters) {
    List<Candidate> matrices = gaussian(Unstructured.none(), 1, 3);
    List<Allocation> shares = Budget.byError().spread(matrices, parameters, ANY);
    double[] all =
        matrices.stream().flatMapToDouble(m -> Arrays.stream(magnitudes(m))).sorted().toArray();
    double threshold = all[(int) (all.length - parameters)];
    for (int i = 0; i < 2; i++) {
      long above = Arrays.stream(magnitudes(matrices.get(i))).filter(v -> v >= threshold).count();
      assertThat((double) shares.get(i).nonZeros())
          .isCloseTo((double) above, within(0.02 * parameters + 2));
    }
    assertThat(total(matrices, shares)).isBetween(parameters - 2, parameters);
  }

  private static double[] magnitudes(Candidate matrix) {
    double norm = Math.sqrt(matrix.targets().get(0).energy());
    double[] entries = matrix.targets().get(0).matrix().data().asDouble();
    return Arrays.stream(entries).map(entry -> Math.abs(entry) / norm).toArray();
  }

  @Test
  void theScaleOfAMatrixDoesNotMatter() {
    List<Candidate> matrices = heavyTailed(LowRank.rank(2), 1);
    List<Candidate> scaled = heavyTailed(LowRank.rank(2), 1000);
    assertThat(Budget.byError().spread(scaled, 1000, ANY))
        .isEqualTo(Budget.byError().spread(matrices, 1000, ANY));
  }

  @Test
  void byErrorGivesRankToWhatHasLowRank() {
    Random random = new Random(2);
    INDArray lowRank = gaussian(random, 30, 6).mmul(gaussian(random, 6, 80));
    INDArray full = gaussian(random, 20, 80).muli(2);
    LowRank given = LowRank.rank(4);
    List<Candidate> matrices =
        List.of(
            Candidate.of(WIDE, List.of(FitTarget.of(lowRank)), given),
            Candidate.of(SQUARE, List.of(FitTarget.of(full)), given));
    List<Allocation> shares = Budget.byError().spread(matrices, 1200, ANY);
    assertThat(rank(shares.get(0))).isBetween(4L, 6L);
    assertThat(rank(shares.get(1))).isLessThan(rank(shares.get(0)));
    assertThat(shares.get(1).nonZeros()).isGreaterThan(shares.get(0).nonZeros());
  }

  private static long rank(Allocation share) {
    return share.structure().matrix(SQUARE).parameterCount() / (20 + 80);
  }

  /** Two matrices in one candidate get equal parts, which cost twice as much. */
  @Test
  void tiedMatricesGetEqualParts() {
    for (Budget budget : List.of(Budget.uniform(), Budget.byError())) {
      List<Candidate> single = heavyTailed(LowRank.rank(1), 1);
      FitTarget first = single.get(1).targets().get(0);
      FitTarget second = FitTarget.of(gaussian(new Random(6), 20, 80));
      Candidate both = Candidate.of(SQUARE, List.of(first, second), LowRank.rank(1));
      List<Allocation> shares = budget.spread(List.of(single.get(0), both), 1300, ANY);
      assertThat(total(List.of(single.get(0), both), shares)).isBetween(1296L, 1300L);
      assertThat(shares).hasSize(2);
    }
  }

  @Test
  void byErrorIsBetterThanUniform() {
    for (Structure structure :
        List.of(Unstructured.none(), Kronecker.balanced(2), LowRank.rank(3))) {
      List<Candidate> matrices = heavyTailed(structure, 1);
      for (long parameters : new long[] {700, 1500}) {
        List<Allocation> uniform = Budget.uniform().spread(matrices, parameters, ANY);
        List<Allocation> byError = Budget.byError().spread(matrices, parameters, ANY);
        assertThat(total(matrices, byError)).isLessThanOrEqualTo(parameters);
        assertThat(squaredError(matrices, byError))
            .isLessThan(0.95 * squaredError(matrices, uniform));
      }
    }
  }

  @Test
  void nothingIsLeftOverWhereStructuresJump() {
    List<Candidate> matrices = gaussian(Kronecker.balanced(2), 1, 1);
    for (long parameters = 60; parameters <= ENTRIES; parameters += 77) {
      try {
        List<Allocation> shares = Budget.byError().spread(matrices, parameters, ANY);
        assertThat(total(matrices, shares)).isBetween(parameters - 2, parameters);
      } catch (BudgetTooSmallException e) {
        assertThat(e.needed()).isGreaterThan(parameters);
      }
    }
  }

  @Test
  void nonZerosSuitTheGranularity() {
    for (Budget budget : List.of(Budget.uniform(), Budget.byError())) {
      List<Candidate> matrices = gaussian(Unstructured.none(), 1, 2);
      for (Allocation share : budget.spread(matrices, 500, Granularity.blocks(8))) {
        assertThat(share.nonZeros() % 8).isZero();
      }
    }
  }

  @Test
  void aBudgetBelowTheStructuresIsRefused() {
    List<Candidate> matrices = gaussian(LowRank.rank(4), 1, 1);
    assertThatExceptionOfType(BudgetTooSmallException.class)
        .isThrownBy(() -> Budget.uniform().spread(matrices, 839, ANY))
        .withMessageContainingAll("839", "840")
        .satisfies(e -> assertThat(e.needed()).isEqualTo(840));
    assertThatExceptionOfType(BudgetTooSmallException.class)
        .isThrownBy(() -> Budget.byError().spread(matrices, 209, ANY))
        .satisfies(e -> assertThat(e.needed()).isEqualTo(210));
    assertThat(Budget.byError().spread(matrices, 210, ANY))
        .containsOnly(new Allocation(LowRank.rank(1), 0));
  }

  /** A rank of 1 would need 81 parameters for 80 entries. */
  @Test
  void matricesThatAreTooSmallForTheStructureHaveNone() {
    MatrixShape row = MatrixShape.lstm(1, 20);
    INDArray entries = gaussian(new Random(4), 1, 80);
    Candidate small = Candidate.of(row, List.of(FitTarget.of(entries)), LowRank.rank(8));
    Candidate other = gaussian(LowRank.rank(8), 1, 1).get(0);
    for (Budget budget : List.of(Budget.uniform(), Budget.byError())) {
      List<Allocation> shares = budget.spread(List.of(other, small), 1100, ANY);
      assertThat(shares.get(1).structure()).isEqualTo(Unstructured.none());
      assertThat(shares.get(1).nonZeros()).isPositive();
    }
  }

  @Test
  void structuresThatAreTooLargeForTheMatrixAreBroughtDown() {
    MatrixShape narrow = MatrixShape.lstm(5, 20);
    FitTarget target = FitTarget.of(gaussian(new Random(4), 5, 80));
    assertThat(Candidate.of(narrow, List.of(target), LowRank.rank(8)).structure())
        .isEqualTo(LowRank.rank(1));
    assertThat(Candidate.of(narrow, List.of(target), LowRank.rank(3)).structure())
        .isEqualTo(LowRank.rank(3));
  }

  @Test
  void zeroMatricesCostNothing() {
    Candidate zero =
        Candidate.of(SQUARE, List.of(FitTarget.of(Nd4j.zeros(20, 80))), LowRank.rank(1));
    Candidate other = gaussian(LowRank.rank(1), 1, 1).get(0);
    List<Allocation> shares = Budget.byError().spread(List.of(other, zero), 600, ANY);
    assertThat(shares.get(1).nonZeros()).isZero();
    assertThat(total(List.of(other, zero), shares)).isBetween(599L, 600L);
  }

  private static double squaredError(List<Candidate> matrices, List<Allocation> shares) {
    double error = 0;
    for (int i = 0; i < shares.size(); i++) {
      Candidate matrix = matrices.get(i);
      Decomposition found =
          new Decomposer(ANY, 20)
              .decompose(
                  matrix.targets().get(0),
                  shares.get(i).structure().matrix(matrix.shape()),
                  shares.get(i).nonZeros());
      error += found.relativeError() * found.relativeError();
    }
    return error;
  }

  private static long total(List<Candidate> matrices, List<Allocation> shares) {
    long total = 0;
    for (int i = 0; i < shares.size(); i++) {
      total += matrices.get(i).parameters(shares.get(i).structure());
      total += matrices.get(i).targets().size() * shares.get(i).nonZeros();
    }
    return total;
  }

  private static List<Candidate> gaussian(Structure structure, double first, double second) {
    Random random = new Random(3);
    INDArray wide = gaussian(random, 30, 80).muli(first);
    INDArray square = gaussian(random, 20, 80).muli(second);
    return List.of(
        Candidate.of(WIDE, List.of(FitTarget.of(wide)), structure),
        Candidate.of(SQUARE, List.of(FitTarget.of(square)), structure));
  }

  /** A few entries of the second matrix hold most of its energy. */
  private static List<Candidate> heavyTailed(Structure structure, double scale) {
    Random random = new Random(5);
    INDArray wide = gaussian(random, 30, 80);
    INDArray square = gaussian(random, 20, 80);
    square.muli(square.mul(square).muli(scale));
    return List.of(
        Candidate.of(WIDE, List.of(FitTarget.of(wide)), structure),
        Candidate.of(SQUARE, List.of(FitTarget.of(square)), structure));
  }

  private static INDArray gaussian(Random random, long rows, long columns) {
    double[] values = new double[(int) (rows * columns)];
    Arrays.setAll(values, i -> random.nextGaussian());
    return Nd4j.createFromArray(values).reshape(rows, columns);
  }
}
