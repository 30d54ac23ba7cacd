package io.github.dl4jdoping.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What every family promises of {@link StructuredMatrix#fit}. */
class StructureFitTest {

  private static final List<StructuredMatrix> MEMBERS =
      List.of(
          matrix(Unstructured.none(), 5, 12, 4),
          matrix(Unstructured.dense(), 5, 12, 4),
          matrix(LowRank.rank(1), 5, 12, 4),
          matrix(LowRank.rank(3), 40, 24, 4),
          matrix(LowRank.rank(7), 7, 8, 1),
          matrix(Kronecker.balanced(), 5, 12, 4),
          matrix(Kronecker.balanced(2), 12, 20, 4),
          matrix(Kronecker.of(2, 10, 6, 2, 3), 12, 20, 4),
          matrix(Kronecker.of(7, 8, 1, 1, 2), 7, 8, 1),
          matrix(Hybrid.of(0.3, 1), 7, 40, 4),
          matrix(Hybrid.of(0, 2), 20, 24, 4),
          matrix(Hybrid.of(0.5, 1), 1, 16, 4));

  private static StructuredMatrix matrix(Structure family, long rows, long columns, int blocks) {
    return family.matrix(new MatrixShape(rows, columns, blocks));
  }

  static Stream<Arguments> members() {
    return MEMBERS.stream()
        .flatMap(member -> Stream.of(Arguments.of(member, false), Arguments.of(member, true)));
  }

  @ParameterizedTest
  @MethodSource("members")
  void aMemberOfTheFamilyIsRecovered(StructuredMatrix matrix, boolean weighted) {
    INDArray exact = dense(matrix, Theta.random(matrix, 1));
    FitTarget target = target(exact, weighted);
    Theta fitted = fitted(matrix, target);
    assertThat(error(matrix, target, fitted)).isLessThan(1e-9 * target.energy() + 1e-20);
  }

  /** A stationary point: the gradient of the squared error in the parameters vanishes. */
  @ParameterizedTest
  @MethodSource("members")
  void noSmallStepImprovesTheFit(StructuredMatrix matrix, boolean weighted) {
    FitTarget target = target(random(matrix, 2), weighted);
    Theta fitted = fitted(matrix, target);
    INDArray weighing = target.rowWeights().mul(target.rowWeights());
    INDArray slope = dense(matrix, fitted).sub(target.matrix()).muliColumnVector(weighing);
    Theta gradient = new Theta(matrix.slots(), DataType.DOUBLE, 'f');
    matrix.pullBack(fitted, slope, gradient);
    for (long i = 0; i < gradient.size(); i++) {
      assertThat(gradient.value(i)).isCloseTo(0, within(0.02 * Math.sqrt(target.energy())));
    }
  }

  @ParameterizedTest
  @MethodSource("members")
  void theFitIsNeverWorseThanItsStart(StructuredMatrix matrix, boolean weighted) {
    FitTarget first = target(random(matrix, 3), weighted);
    Theta theta = fitted(matrix, first);
    INDArray moved = first.matrix().add(random(matrix, 4).muli(0.1));
    FitTarget second = target(moved, weighted);
    double start = error(matrix, second, theta);
    matrix.fit(second, theta);
    assertThat(error(matrix, second, theta)).isLessThanOrEqualTo(start * (1 + 1e-12));
  }

  @ParameterizedTest
  @MethodSource("members")
  void zerosAreFittedByZeros(StructuredMatrix matrix, boolean weighted) {
    FitTarget target = target(random(matrix, 5).assign(0), weighted);
    Theta fitted = fitted(matrix, target);
    assertThat(dense(matrix, fitted).normmaxNumber().doubleValue()).isZero();
  }

  @ParameterizedTest
  @MethodSource("members")
  void parametersMayBeInSinglePrecision(StructuredMatrix matrix, boolean weighted) {
    FitTarget target = target(random(matrix, 6), weighted);
    Theta single = new Theta(matrix.slots(), DataType.FLOAT, 'f');
    matrix.fit(target, single);
    single.values();
    double expected = error(matrix, target, fitted(matrix, target));
    assertThat(error(matrix, target, single)).isCloseTo(expected, within(1e-5 * target.energy()));
  }

  @ParameterizedTest
  @MethodSource("members")
  void equalTargetsGiveEqualBits(StructuredMatrix matrix, boolean weighted) {
    FitTarget target = target(random(matrix, 7), weighted);
    INDArray before = target.matrix().dup();
    assertThat(fitted(matrix, target).values()).isEqualTo(fitted(matrix, target).values());
    assertThat(target.matrix()).isEqualTo(before);
  }

  /** Eckart and Young: no matrix of that rank is closer than the truncated decomposition. */
  @ParameterizedTest
  @MethodSource("ranks")
  void lowRankIsTheTruncatedDecomposition(int rows, int rank, boolean weighted) {
    StructuredMatrix matrix = matrix(LowRank.rank(rank), rows, 2L * rows, 4);
    FitTarget target = target(random(matrix, 8), weighted);
    double best = energyBeyond(rank, target.weigh(target.matrix()));
    double reached = error(matrix, target, fitted(matrix, target));
    assertThat(reached).isBetween(best * (1 - 1e-10) - 1e-20, best * (1 + 1e-3) + 1e-20);
  }

  /** Small ones are decomposed whole, large ones iteratively. */
  static Stream<Arguments> ranks() {
    return Stream.of(1, 2, 29, 30)
        .flatMap(
            rank ->
                Stream.of(
                    Arguments.of(30, rank, false),
                    Arguments.of(30, rank, true),
                    Arguments.of(120, rank, false),
                    Arguments.of(120, rank, true)));
  }

  /** Van Loan and Pitsianis: the same in the rearranged matrix, here written index by index. */
  @Test
  void kroneckerIsTheTruncatedDecompositionOfTheRearrangedMatrix() {
    StructuredMatrix matrix = matrix(Kronecker.of(4, 8, 5, 6, 3), 20, 48, 4);
    INDArray dense = random(matrix, 9);
    INDArray rearranged = Nd4j.create(DataType.DOUBLE, 4 * 8, 5 * 6);
    for (int i = 0; i < 20; i++) {
      for (int j = 0; j < 48; j++) {
        rearranged.putScalar(i / 5 * 8 + j / 6, i % 5 * 6 + j % 6, dense.getDouble(i, j));
      }
    }
    FitTarget target = FitTarget.of(dense);
    double best = energyBeyond(3, rearranged);
    assertThat(error(matrix, target, fitted(matrix, target)))
        .isBetween(best * (1 - 1e-10), best * (1 + 1e-6));
  }

  /** Without the weights, the same structure has a larger weighted error. */
  @Test
  void weightsPullTheFitTowardsHeavyInputs() {
    for (StructuredMatrix matrix :
        List.of(matrix(LowRank.rank(2), 24, 40, 4), matrix(Kronecker.balanced(2), 24, 40, 4))) {
      INDArray dense = random(matrix, 10);
      FitTarget weighted = target(dense, true);
      Theta blind = fitted(matrix, FitTarget.of(dense));
      double reached = error(matrix, weighted, fitted(matrix, weighted));
      assertThat(reached).isLessThan(0.98 * error(matrix, weighted, blind));
    }
  }

  @Test
  void alternativesGrowAndIncludeTheGivenSize() {
    MatrixShape shape = new MatrixShape(40, 96, 4);
    for (Structure family :
        List.of(
            Unstructured.none(),
            Unstructured.dense(),
            LowRank.rank(1),
            LowRank.rank(8),
            LowRank.rank(40),
            Kronecker.balanced(),
            Kronecker.balanced(3),
            Kronecker.of(4, 8, 10, 12, 2),
            Hybrid.of(0.25, 2),
            Hybrid.withFreeUnits(3, 0, 7))) {
      List<Structure> alternatives = family.alternatives(shape);
      assertThat(alternatives).contains(family).doesNotHaveDuplicates();
      long[] sizes =
          alternatives.stream().mapToLong(s -> s.matrix(shape).parameterCount()).toArray();
      assertThat(sizes).isSorted();
    }
    assertThat(LowRank.rank(8).alternatives(shape)).hasSize(8);
    assertThat(Kronecker.balanced(3).alternatives(shape)).hasSize(6);
    assertThat(Hybrid.of(0.25, 4).alternatives(shape)).hasSize(8);
  }

  @Test
  void hybridsFreeTheUnitsOfMostEnergy() {
    StructuredMatrix any = matrix(Unstructured.dense(), 10, 40, 4);
    INDArray dense = random(any, 13).muli(0.1);
    dense.getColumn(3).muli(50);
    dense.getColumn(37).muli(50);
    dense.getRow(9).muli(1000);
    double[] weights = new double[10];
    Arrays.setAll(weights, i -> i == 9 ? 1e-6 : 1);
    FitTarget target = FitTarget.of(dense, weights);
    assertThat(Hybrid.of(0.2, 2).suitedTo(any.shape(), target))
        .isEqualTo(Hybrid.withFreeUnits(2, 3, 7));
    assertThat(Hybrid.withFreeUnits(2, 1).suitedTo(any.shape(), target))
        .isEqualTo(Hybrid.withFreeUnits(2, 1));
  }

  @Test
  void ranksAreBroughtDownToWhatTheMatrixAllows() {
    MatrixShape shape = new MatrixShape(6, 40, 4);
    assertThat(LowRank.rank(9).limitedTo(shape)).isEqualTo(LowRank.rank(6));
    assertThat(LowRank.rank(5).limitedTo(shape)).isEqualTo(LowRank.rank(5));
    assertThat(Hybrid.of(0, 9).limitedTo(shape)).isEqualTo(Hybrid.of(0, 3));
    assertThat(Hybrid.of(0, 2).limitedTo(shape)).isEqualTo(Hybrid.of(0, 2));
  }

  @Test
  void factorsShareTheScale() {
    StructuredMatrix matrix = matrix(LowRank.rank(2), 24, 40, 4);
    double[] weights = new double[24];
    Arrays.setAll(weights, i -> 1000 + i);
    Theta fitted = fitted(matrix, FitTarget.of(random(matrix, 11), weights));
    double left = fitted.get("L").norm2Number().doubleValue();
    assertThat(fitted.get("Q").norm2Number().doubleValue()).isCloseTo(left, within(1e-9 * left));
  }

  @Test
  void unusableTargetsAreRefused() {
    INDArray matrix = Nd4j.ones(DataType.DOUBLE, 2, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FitTarget.of(matrix, new double[] {1}))
        .withMessageContainingAll("2 rows", "got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FitTarget.of(matrix, new double[] {1, 0}))
        .withMessageContainingAll("positive", "got 0.0 for row 1");
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> FitTarget.of(matrix.dup().putScalar(1, 2, value)))
          .withMessageContaining("NaN or infinite");
    }
  }

  @Test
  void aFamilyWithoutAFitSaysSo() {
    StructuredMatrix own = new OwnFamily();
    FitTarget target = FitTarget.of(Nd4j.ones(DataType.DOUBLE, 2, 4));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> own.fit(target, slot -> null))
        .withMessageContainingAll("OwnFamily", "Override StructuredMatrix.fit");
  }

  private static final class OwnFamily implements StructuredMatrix {
    @Override
    public MatrixShape shape() {
      return new MatrixShape(2, 4, 4);
    }

    @Override
    public List<ParamSlot> slots() {
      return List.of();
    }

    @Override
    public INDArray toDense(Params params) {
      return Nd4j.zeros(2, 4);
    }

    @Override
    public void pullBack(Params params, INDArray dDense, Params gradients) {
      // Nothing to pull back to.
    }
  }

  private static Theta fitted(StructuredMatrix matrix, FitTarget target) {
    Theta theta = new Theta(matrix.slots(), DataType.DOUBLE, 'f');
    matrix.fit(target, theta);
    theta.values();
    return theta;
  }

  private static INDArray dense(StructuredMatrix matrix, Theta theta) {
    return matrix.toDense(theta).castTo(DataType.DOUBLE);
  }

  private static double error(StructuredMatrix matrix, FitTarget target, Theta theta) {
    return target.minus(dense(matrix, theta)).energy();
  }

  private static FitTarget target(INDArray dense, boolean weighted) {
    double[] weights = new Random(12).doubles(dense.rows(), 0.1, 3).toArray();
    return weighted ? FitTarget.of(dense, weights) : FitTarget.of(dense);
  }

  private static INDArray random(StructuredMatrix matrix, long seed) {
    Random random = new Random(seed);
    MatrixShape shape = matrix.shape();
    double[] values = new double[(int) shape.size()];
    Arrays.setAll(values, i -> random.nextGaussian());
    return Nd4j.createFromArray(values).reshape(shape.rows(), shape.columns());
  }

  /** The energy of all singular values but the first, by the full decomposition of LAPACK. */
  private static double energyBeyond(int rank, INDArray dense) {
    INDArray a = dense.rows() <= dense.columns() ? dense.dup('f') : dense.transpose().dup('f');
    INDArray values = Nd4j.create(DataType.DOUBLE, a.rows());
    INDArray left = Nd4j.create(DataType.DOUBLE, new long[] {a.rows(), a.rows()}, 'f');
    INDArray right = Nd4j.create(DataType.DOUBLE, new long[] {a.columns(), a.columns()}, 'f');
    Nd4j.getBlasWrapper().lapack().gesvd(a, values, left, right);
    double energy = 0;
    for (int i = rank; i < values.length(); i++) {
      energy += values.getDouble(i) * values.getDouble(i);
    }
    return energy;
  }
}
