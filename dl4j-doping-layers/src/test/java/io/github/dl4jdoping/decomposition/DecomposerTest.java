package io.github.dl4jdoping.decomposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdoping.sparsity.Granularity;
import io.github.dl4jdoping.sparsity.MagnitudePruning;
import io.github.dl4jdoping.structure.FitTarget;
import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.MatrixShape;
import io.github.dl4jdoping.structure.ParamSlot;
import io.github.dl4jdoping.structure.Params;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.StructuredMatrix;
import io.github.dl4jdoping.structure.Unstructured;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DecomposerTest {

  private static final MatrixShape SHAPE = MatrixShape.lstm(24, 16);
  private static final Granularity ANY = Granularity.unstructured();

  private static final List<Structure> FAMILIES =
      List.of(
          Unstructured.none(),
          Kronecker.balanced(),
          Kronecker.balanced(3),
          LowRank.rank(2),
          Hybrid.of(0.1, 1));

  static Stream<Arguments> cases() {
    return FAMILIES.stream()
        .flatMap(
            family ->
                Stream.of(ANY, Granularity.bankBalanced(16), Granularity.blocks(8))
                    .map(granularity -> Arguments.of(family, granularity)));
  }

  /** Spikes that hide in the structure, and spikes that spoil any fit that does not set them aside. */
  @ParameterizedTest
  @MethodSource("familiesAndSpikes")
  void structuredPlusSparseIsRecovered(Structure family, double spike) {
    StructuredMatrix structure = family.matrix(SHAPE);
    Random random = new Random(1);
    INDArray structured = dense(structure, random(structure, random));
    double norm = structure.isZero() ? 1 : structured.norm2Number().doubleValue();
    double size = spike * norm / Math.sqrt((double) SHAPE.size());
    INDArray sparse = Nd4j.zeros(DataType.DOUBLE, SHAPE.rows(), SHAPE.columns());
    for (int i = 0; i < 16; i++) {
      double value = size * (1 + random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
      // Not where the hybrid matrix has a free column that would take it.
      int column = random.nextInt(4) * 16 + 2 + random.nextInt(14);
      sparse.putScalar(random.nextInt((int) SHAPE.rows()), column, value);
    }
    long nonZeros = MagnitudePruning.nonZeros(sparse);
    FitTarget target = FitTarget.of(structured.add(sparse));
    Decomposition found = new Decomposer(ANY, 200).decompose(target, structure, nonZeros);
    assertThat(found.relativeError()).isLessThan(1e-9);
    assertThat(found.sparse().neq(0)).isEqualTo(sparse.neq(0));
  }

  static Stream<Arguments> familiesAndSpikes() {
    return families()
        .flatMap(family -> Stream.of(1.5, 5.0, 15.0).map(spike -> Arguments.of(family, spike)));
  }

  static Stream<Structure> families() {
    return FAMILIES.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theErrorNeverRises(Structure family, Granularity granularity) {
    for (boolean weighted : new boolean[] {false, true}) {
      FitTarget target = randomTarget(2, weighted);
      long nonZeros = nonZeros(granularity, 200);
      Decomposition found = decompose(family, granularity, target, nonZeros);
      for (int i = 1; i < found.errors().size(); i++) {
        assertThat(found.errors().get(i)).isLessThanOrEqualTo(found.errors().get(i - 1) + 1e-13);
      }
      double last = found.errors().get(found.errors().size() - 1);
      assertThat(found.relativeError()).isEqualTo(Math.sqrt(last));
    }
  }

  /** Computed from the result rather than on the way. */
  @ParameterizedTest
  @MethodSource("cases")
  void theReportedErrorIsThatOfTheResult(Structure family, Granularity granularity) {
    FitTarget target = randomTarget(3, true);
    Decomposition found = decompose(family, granularity, target, nonZeros(granularity, 150));
    INDArray sum = dense(found.structure(), found.theta()).add(found.sparse());
    double error = Math.sqrt(target.minus(sum).energy() / target.energy());
    assertThat(found.relativeError()).isCloseTo(error, within(1e-6));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theFirstErrorIsThatOfTheNaiveOrder(Structure family, Granularity granularity) {
    FitTarget target = randomTarget(4, false);
    long nonZeros = nonZeros(granularity, 150);
    StructuredMatrix structure = family.matrix(SHAPE);
    Map<String, INDArray> theta = new HashMap<>();
    for (ParamSlot slot : structure.slots()) {
      theta.put(slot.name(), Nd4j.zeros(DataType.DOUBLE, slot.rows(), slot.columns()));
    }
    structure.fit(target, theta::get);
    INDArray rest = target.matrix().sub(dense(structure, theta::get));
    INDArray support = MagnitudePruning.bestSupport(rest, nonZeros, granularity);
    double naive = FitTarget.of(rest.mul(support.rsub(1))).energy() / target.energy();
    Decomposition found = decompose(family, granularity, target, nonZeros);
    assertThat(found.relativeErrorInOneGo()).isCloseTo(Math.sqrt(naive), within(1e-9));
    assertThat(found.relativeError()).isLessThanOrEqualTo(found.relativeErrorInOneGo());
  }

  @Test
  void alternatingGainsSomething() {
    for (Structure family : List.of(Kronecker.balanced(3), LowRank.rank(2), Hybrid.of(0.1, 1))) {
      Decomposition found = decompose(family, ANY, randomTarget(5, false), 300);
      assertThat(found.relativeError()).isLessThan(0.98 * found.relativeErrorInOneGo());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSupportHasItsSizeAndGranularity(Structure family, Granularity granularity) {
    for (long wanted : new long[] {0, 100, 512}) {
      long nonZeros = nonZeros(granularity, wanted);
      FitTarget target = randomTarget(6, true);
      Decomposition found = decompose(family, granularity, target, nonZeros);
      assertThat(MagnitudePruning.nonZeros(found.sparse())).isEqualTo(nonZeros);
      assertThat(granularity.describes(found.sparse())).isTrue();
    }
  }

  /** Nothing is left to S, and yet it has entries that training can use. */
  @Test
  void zerosOnTheSupportAreFilled() {
    StructuredMatrix structure = Unstructured.dense().matrix(SHAPE);
    FitTarget target = randomTarget(7, false);
    Granularity blocks = Granularity.blocks(8);
    Decomposition found = new Decomposer(blocks, 5).decompose(target, structure, 64);
    assertThat(MagnitudePruning.nonZeros(found.sparse())).isEqualTo(64);
    assertThat(blocks.describes(found.sparse())).isTrue();
    assertThat(found.relativeError()).isZero();
    assertThat(found.sparse().castTo(DataType.FLOAT).normmaxNumber().doubleValue())
        .isBetween(1e-8, 1e-6);
  }

  @Test
  void aZeroMatrixHasNoError() {
    FitTarget target = FitTarget.of(Nd4j.zeros(DataType.DOUBLE, SHAPE.rows(), SHAPE.columns()));
    Decomposition found = decompose(LowRank.rank(2), ANY, target, 10);
    assertThat(found.relativeError()).isZero();
    assertThat(MagnitudePruning.nonZeros(found.sparse())).isEqualTo(10);
  }

  /** What calibration is for: inputs of very different size, and the error of the product. */
  @ParameterizedTest
  @MethodSource("families")
  void weightsReduceTheErrorOfTheOutput(Structure family) {
    Random random = new Random(8);
    double[] rms = new double[(int) SHAPE.rows()];
    Arrays.setAll(rms, i -> Math.exp(1.5 * random.nextGaussian()));
    INDArray weights = gaussian(random, SHAPE.rows(), SHAPE.columns());
    INDArray inputs = gaussian(random, 2000, SHAPE.rows());
    inputs.muliRowVector(Nd4j.createFromArray(rms));
    double blind = outputError(family, FitTarget.of(weights), inputs);
    double calibrated = outputError(family, FitTarget.of(weights, rms), inputs);
    assertThat(calibrated).isLessThan(0.8 * blind);
  }

  private static double outputError(Structure family, FitTarget target, INDArray inputs) {
    Decomposition found = decompose(family, ANY, target, 300);
    INDArray sum = dense(found.structure(), found.theta()).add(found.sparse());
    return inputs.mmul(target.matrix().sub(sum)).norm2Number().doubleValue();
  }

  @Test
  void oneIterationIsTheNaiveOrder() {
    FitTarget target = randomTarget(9, false);
    StructuredMatrix structure = LowRank.rank(2).matrix(SHAPE);
    Decomposition found = new Decomposer(ANY, 1).decompose(target, structure, 100);
    assertThat(found.errors()).hasSize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Decomposer(ANY, 0))
        .withMessageContaining("at least 1 iteration; got 0");
  }

  private static Decomposition decompose(
      Structure family, Granularity granularity, FitTarget target, long nonZeros) {
    return new Decomposer(granularity, 30).decompose(target, family.matrix(SHAPE), nonZeros);
  }

  private static long nonZeros(Granularity granularity, long wanted) {
    return granularity.achievable(SHAPE.rows(), SHAPE.columns(), wanted);
  }

  private static FitTarget randomTarget(long seed, boolean weighted) {
    Random random = new Random(seed);
    INDArray matrix = gaussian(random, SHAPE.rows(), SHAPE.columns());
    return weighted
        ? FitTarget.of(matrix, random.doubles(SHAPE.rows(), 0.1, 3).toArray())
        : FitTarget.of(matrix);
  }

  private static INDArray gaussian(Random random, long rows, long columns) {
    double[] values = new double[(int) (rows * columns)];
    Arrays.setAll(values, i -> random.nextGaussian());
    return Nd4j.createFromArray(values).reshape(rows, columns);
  }

  private static Params random(StructuredMatrix structure, Random random) {
    Map<String, INDArray> theta = new HashMap<>();
    for (ParamSlot slot : structure.slots()) {
      theta.put(slot.name(), gaussian(random, slot.rows(), slot.columns()));
    }
    return theta::get;
  }

  private static INDArray dense(StructuredMatrix structure, Params theta) {
    return structure.toDense(theta).castTo(DataType.DOUBLE);
  }
}
