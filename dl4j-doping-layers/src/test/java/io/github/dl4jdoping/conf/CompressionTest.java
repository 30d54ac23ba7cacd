package io.github.dl4jdoping.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdoping.layer.DopedLSTMLayer;
import io.github.dl4jdoping.layer.Log;
import io.github.dl4jdoping.layer.Nets;
import io.github.dl4jdoping.sparsity.Granularity;
import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.Unstructured;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A compression factor plans the number of non-zeros. */
class CompressionTest {

  private static final Doping PLANNED = Doping.builder().anneal(10, 20).build();

  private static DopedLSTM layer(Structure structure, double factor) {
    return new DopedLSTM.Builder()
        .nIn(650)
        .nOut(650)
        .structure(structure)
        .doping(PLANNED)
        .compression(factor)
        .build();
  }

  static List<Structure> structures() {
    return List.of(Kronecker.balanced(), LowRank.rank(8), Hybrid.of(0.01, 1), Unstructured.none());
  }

  @ParameterizedTest
  @MethodSource("structures")
  void theFactorIsReachedWithinRounding(Structure structure) {
    LayerPlan plan = layer(structure, 25).plan();
    double dense = 2.0 * 650 * 4 * 650;
    long weights = 0;
    for (MatrixPlan matrix : plan.matrices()) {
      weights += matrix.structure().parameterCount() + matrix.nonZeros();
    }

    assertThat((double) weights).isCloseTo(dense / 25, within(1.0));
    assertThat(plan.parameterFactor()).isCloseTo(25, within(1e-3));
  }

  @Test
  void bothMatricesGetTheSameDensity() {
    DopedLSTM layer =
        new DopedLSTM.Builder()
            .nIn(100)
            .nOut(50)
            .inputStructure(LowRank.rank(1))
            .recurrentStructure(Kronecker.balanced())
            .doping(PLANNED)
            .compression(10)
            .build();
    double input = layer.plan().input().density();
    assertThat(layer.plan().recurrent().density()).isCloseTo(input, within(1e-4));
    assertThat(layer.plan().parameterFactor()).isCloseTo(10, within(1e-2));
  }

  @Test
  void givenDensitiesGoToTheirMatrices() {
    DopedLSTM layer =
        new DopedLSTM.Builder()
            .nIn(100)
            .nOut(50)
            .doping(Doping.builder().finalDensity(0.1, 0.02).anneal(10, 20).build())
            .build();
    assertThat(layer.plan().input().nonZeros()).isEqualTo(2_000);
    assertThat(layer.plan().recurrent().nonZeros()).isEqualTo(200);
  }

  @Test
  void withNoStructureItIsThePruningRate() {
    assertThat(layer(Unstructured.none(), 25).plan().input().nonZeros()).isEqualTo(67_600);
  }

  @Test
  void aFactorOfOneKeepsEverything() {
    LayerPlan plan = layer(Unstructured.none(), 1).plan();
    assertThat(plan.recurrent().nonZeros()).isEqualTo(plan.recurrent().shape().size());
  }

  static Stream<Arguments> granularities() {
    return Stream.of(
        Arguments.of(Granularity.bankBalanced(16), 64),
        Arguments.of(Granularity.bankBalanced(64), 64),
        Arguments.of(Granularity.blocks(8), 8),
        Arguments.of(Granularity.blocks(16), 16));
  }

  /** 650 units: 40 groups of 64 outputs, one of 32 and one of 8. */
  @ParameterizedTest
  @MethodSource("granularities")
  void thePlanIsWhatTheGranularityAllows(Granularity granularity, int step) {
    Doping doping = Doping.builder().anneal(10, 20).granularity(granularity).build();
    DopedLSTM layer = layer(LowRank.rank(8), 24);
    long unstructured = layer.plan().input().nonZeros();
    assertThat(unstructured).as("dense / 24 - structure").isEqualTo(44_417);
    DopedLSTM coarse =
        new DopedLSTM.Builder()
            .nIn(650)
            .nOut(650)
            .structure(LowRank.rank(8))
            .doping(doping)
            .compression(24)
            .build();
    for (MatrixPlan matrix : coarse.plan().matrices()) {
      assertThat(matrix.nonZeros()).isEqualTo(unstructured / step * step);
      assertThat(matrix.nonZeros())
          .as("pruned to that number")
          .isEqualTo(granularity.achievable(650, 2600, matrix.nonZeros()));
    }
    double weights = 2 * coarse.plan().input().weights();
    assertThat(coarse.plan().parameterFactor()).isEqualTo(2 * 650 * 2600 / weights);
  }

  @ParameterizedTest
  @MethodSource("granularities")
  void densityOneIsTheWholeMatrix(Granularity granularity) {
    Doping doping = Doping.builder().anneal(1, 2).finalDensity(1).granularity(granularity).build();
    DopedLSTM layer =
        new DopedLSTM.Builder().nIn(10).nOut(7).structure(LowRank.rank(1)).doping(doping).build();
    assertThat(layer.plan().input().nonZeros()).isEqualTo(280);
    assertThat(layer.plan().recurrent().nonZeros()).isEqualTo(196);
  }

  @Test
  void theDescriptionSaysWhatIsPlanned() {
    DopedLSTM layer = layer(Unstructured.none(), 25);
    assertThat(layer.toString())
        .contains("compression=25.0", "67600 non-zeros in SW", "0.0400", "parameter factor 25.00");
  }

  @Test
  void theLogSaysWhatIsPlannedWhenTheNetworkIsMade() {
    try (Log log = new Log(DopedLSTMLayer.class)) {
      DopedLSTM.Builder small = Nets.doped(Unstructured.none(), PLANNED).compression(4);
      Nets.net(small.name("memory").build(), Nets.eachStep(Nets.UNITS));
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("Compression 4.0", "12 non-zeros in SW", "16 non-zeros in SR", "memory");
    }
  }
}
