package io.github.dl4jdoping.examples.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MelBandsTest {

  @Test
  void trianglesShareEveryBinBetweenTheFirstAndTheLastPeak() {
    MelBands bands = new MelBands(32, 256, 8_000);
    float[] out = new float[32];
    for (int bin = 4; bin <= 116; bin++) {
      float[] power = new float[129];
      power[bin] = 1;
      bands.sum(power, out);
      float sum = 0;
      for (float band : out) {
        assertThat(band).isBetween(0f, 1f);
        sum += band;
      }
      assertThat(sum).as("bin " + bin).isCloseTo(1f, within(1e-5f));
    }
  }

  @Test
  void neitherHumNorTheHighestFrequencyIsHeard() {
    float[] power = new float[129];
    power[0] = 1;
    power[1] = 1;
    power[128] = 1;
    float[] out = new float[32];
    new MelBands(32, 256, 8_000).sum(power, out);

    for (float band : out) {
      assertThat(band).isCloseTo(0f, within(1e-12f));
    }
  }

  @Test
  void moreBandsThanTheSpectrumHasBinsForAreRefused() {
    assertThatThrownBy(() -> new MelBands(200, 256, 8_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("200 bands are too many");
  }
}
