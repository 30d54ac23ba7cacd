package io.github.dl4jdoping.sparsity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.shade.jackson.databind.ObjectMapper;

class RegrowthTest {

  private static final Regrowth REGROWTH = new Regrowth(0.4, 10, 100, 200);

  @ParameterizedTest(name = "f({0}) = {1}")
  @CsvSource({
    "0, 0",
    "90, 0",
    "100, 0",
    "109, 0",
    "110, 0.390211303",
    "111, 0",
    "150, 0.2",
    "190, 0.009788697",
    "199, 0",
    "200, 0",
    "210, 0"
  })
  void fallsAlongACosineOnItsGrid(int done, double expected) {
    assertThat(REGROWTH.shareAfter(done)).isEqualTo(expected, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
  void sharesThatLeaveNothingOrSwapNothingAreErrors(double share) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Regrowth(share, 10, 0, 100))
        .withMessageContaining("(0, 1)")
        .withMessageContaining("got " + share);
  }

  @Test
  void impossibleTimesAreErrors() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Regrowth(0.1, 0, 0, 100))
        .withMessageContaining("at least 1 iteration; got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Regrowth(0.1, 1, 100, 100))
        .withMessageContaining("at iteration 100")
        .withMessageContaining("got 100");
  }

  @Test
  void survivesJson() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    assertThat(mapper.readValue(mapper.writeValueAsString(REGROWTH), Regrowth.class))
        .isEqualTo(REGROWTH);
    assertThat(REGROWTH).hasToString("0.4 every 10 until 200");
  }
}
