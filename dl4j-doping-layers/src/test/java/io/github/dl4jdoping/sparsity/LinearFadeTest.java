package io.github.dl4jdoping.sparsity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.databind.ObjectMapper;

class LinearFadeTest {

  private static final LinearFade FADE = new LinearFade(0.4, 100, 300);

  @ParameterizedTest(name = "at {0}: {1}")
  @CsvSource({"0, 0.4", "100, 0.4", "101, 0.398", "150, 0.3", "299, 0.002", "300, 0", "9999, 0"})
  void staysThenFallsInALine(int iteration, double expected) {
    assertThat(FADE.valueAt(iteration, 0)).isEqualTo(expected, within(1e-12));
    assertThat(FADE.valueAt(iteration, 7)).isEqualTo(FADE.valueAt(iteration, 0));
  }

  @Test
  void endsAreExact() {
    assertThat(FADE.valueAt(100, 0)).isEqualTo(0.4);
    assertThat(FADE.valueAt(300, 0)).isZero();
    assertThat(FADE.valueAt(Integer.MAX_VALUE, 0)).isZero();
  }

  @Test
  void dropsAtOnceIfItEndsWhereItBegins() {
    LinearFade step = new LinearFade(0.4, 100, 100);
    assertThat(step.valueAt(99, 0)).isEqualTo(0.4);
    assertThat(step.valueAt(100, 0)).isZero();
    assertThat(new LinearFade(0.4, 0, 0).valueAt(0, 0)).isZero();
  }

  @Test
  void longFadesDoNotOverflow() {
    LinearFade longest = new LinearFade(1e6, 0, Integer.MAX_VALUE);
    assertThat(longest.valueAt(1 << 30, 0)).isEqualTo(5e5, within(1.0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void valuesThatCannotFadeAreErrors(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LinearFade(value, 0, 1))
        .withMessageContaining("at least 0; got " + value);
  }

  @ParameterizedTest
  @CsvSource({"-1, 10", "11, 10"})
  void impossibleTimesAreErrors(int start, int end) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LinearFade(0.4, start, end))
        .withMessageContaining("0 <= startIteration <= endIteration")
        .withMessageContaining(start + " and " + end);
  }

  @Test
  void survivesJsonAsASchedule() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    assertThat(mapper.readValue(mapper.writeValueAsString(FADE), ISchedule.class)).isEqualTo(FADE);
  }

  @Test
  void isItsOwnClone() {
    assertThat(FADE.clone()).isSameAs(FADE);
  }
}
