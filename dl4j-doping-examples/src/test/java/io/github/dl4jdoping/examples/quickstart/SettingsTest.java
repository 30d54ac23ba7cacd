package io.github.dl4jdoping.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void valuesOutOfRangeAreRejectedBeforeAnythingIsTrained() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Settings(1, 0.5, 128, 600))
        .withMessage("The compression factor is at least 1; got 0.5.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Settings(1, Double.NaN, 128, 600))
        .withMessageContaining("NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Settings(1, 20, 1, 600))
        .withMessageContaining("2 units");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Settings(1, 20, 128, 9))
        .withMessageContaining("10 iterations");
  }
}
