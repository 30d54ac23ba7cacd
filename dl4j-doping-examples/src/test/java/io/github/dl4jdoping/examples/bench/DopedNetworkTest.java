package io.github.dl4jdoping.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DopedNetworkTest {

  private static final Shape SHAPE = new Shape(40, 2, 3);

  @ParameterizedTest
  @EnumSource
  void hasTheSizeThatWasAskedFor(SupportKind support) {
    ModelSize size = ModelSize.of(new DopedNetwork(SHAPE, support, 6, 1).model());
    assertThat(size.parameterFactor()).isCloseTo(6, within(0.1));
    assertThat(size.fileFactor()).isBetween(2.0, 6.0);
    assertThat(size.bytesPerStep()).isBetween(10_000L, 51_200L);
  }

  @ParameterizedTest
  @EnumSource
  void computesWhatItsDenseWeightsDo(SupportKind support) {
    DopedNetwork network = new DopedNetwork(SHAPE, support, 6, 1);
    Agreement agreement = new Agreement(network.dense(), SHAPE, 1);
    try (Contender ours = new CompactContender(network.model(), SHAPE.batch())) {
      assertThat(agreement.require("ours", ours, 1e-5)).isPositive();
    }
  }
}
