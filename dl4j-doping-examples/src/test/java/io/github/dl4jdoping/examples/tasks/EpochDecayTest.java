package io.github.dl4jdoping.examples.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.serde.json.JsonMappers;

class EpochDecayTest {

  @Test
  void smallPresetHalvesTheRateFromTheFifthEpochOn() {
    EpochDecay schedule = new EpochDecay(1.0, 4, 2.0);

    double[] rates = new double[13];
    for (int epoch = 0; epoch < rates.length; epoch++) {
      rates[epoch] = schedule.valueAt(epoch * 1000, epoch);
    }

    assertThat(rates)
        .containsExactly(
            1, 1, 1, 1, 1 / 2., 1 / 4., 1 / 8., 1 / 16., 1 / 32., 1 / 64., 1 / 128., 1 / 256.,
            1 / 512.);
  }

  @Test
  void mediumPresetDividesByItsOwnFactor() {
    EpochDecay schedule = new EpochDecay(2.0, 6, 1.2);

    assertThat(schedule.valueAt(0, 5)).isEqualTo(2.0);
    assertThat(schedule.valueAt(0, 38)).isCloseTo(2.0 / Math.pow(1.2, 33), within(1e-15));
  }

  @Test
  void survivesJson() throws Exception {
    Sgd updater = new Sgd(new EpochDecay(0.7, 3, 1.15));

    String json = JsonMappers.getMapper().writeValueAsString(updater);

    assertThat(JsonMappers.getMapper().readValue(json, IUpdater.class)).isEqualTo(updater);
  }
}
