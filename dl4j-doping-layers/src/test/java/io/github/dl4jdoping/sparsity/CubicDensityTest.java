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
import org.nd4j.shade.jackson.databind.node.ObjectNode;

class CubicDensityTest {

  private static final CubicDensity DENSITY = new CubicDensity(0.2, 10, 20);
  private static final CubicDensity FROM_HALF = new CubicDensity(0.2, 10, 20, 0.5);

  @ParameterizedTest(name = "d({0}) = {1}")
  @CsvSource({
    "0, 1",
    "10, 1",
    "11, 0.7832",
    "12, 0.6096",
    "15, 0.3",
    "19, 0.2008",
    "20, 0.2",
    "21, 0.2"
  })
  void followsTheFormula(int done, double expected) {
    assertThat(DENSITY.valueAt(done, 0)).isEqualTo(expected, within(1e-12));
  }

  @ParameterizedTest(name = "from 0.5, d({0}) = {1}")
  @CsvSource({"0, 0.5", "10, 0.5", "12, 0.3536", "15, 0.2375", "20, 0.2", "21, 0.2"})
  void startsAtTheInitialDensity(int done, double expected) {
    assertThat(FROM_HALF.valueAt(done, 0)).isEqualTo(expected, within(1e-12));
  }

  @Test
  void anInitialDensityThatIsTheFinalOneIsHeld() {
    CubicDensity held = new CubicDensity(0.2, 10, 20, 0.2);
    for (int done = 0; done < 25; done++) {
      assertThat(held.valueAt(done, 0)).isEqualTo(0.2);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.19, 0, -1, 1.01, Double.NaN})
  void initialDensitiesOutOfRangeOrBelowTheFinalOneAreErrors(double initial) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CubicDensity(0.2, 10, 20, initial))
        .withMessageContaining("(0, 1]")
        .withMessageContaining("not below the final density, 0.2; got " + initial);
  }

  @Test
  void anInitialDensityOfNothingIsAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CubicDensity(0, 10, 20, 0))
        .withMessageContaining("(0, 1]");
  }

  @Test
  void endsAreExact() {
    assertThat(DENSITY.valueAt(10, 0)).isEqualTo(1);
    assertThat(DENSITY.valueAt(20, 0)).isEqualTo(0.2);
    assertThat(DENSITY.valueAt(Integer.MAX_VALUE, 0)).isEqualTo(0.2);
  }

  @Test
  void fallsSteeplyAtFirstAndNeverRises() {
    for (int done = 10; done < 19; done++) {
      double fall = DENSITY.valueAt(done, 0) - DENSITY.valueAt(done + 1, 0);
      double next = DENSITY.valueAt(done + 1, 0) - DENSITY.valueAt(done + 2, 0);
      assertThat(fall).as("fall after %d", done).isGreaterThan(next);
      assertThat(next).as("fall after %d", done + 1).isPositive();
    }
  }

  @Test
  void longWindowsDoNotOverflow() {
    CubicDensity longest = new CubicDensity(0, 0, Integer.MAX_VALUE);
    assertThat(longest.valueAt(1 << 30, 0)).isEqualTo(0.125, within(1e-8));
  }

  @Test
  void epochsDoNotMatter() {
    assertThat(DENSITY.valueAt(15, 7)).isEqualTo(DENSITY.valueAt(15, 0));
  }

  @Test
  void anyDensityFromNoneToAllIsAllowed() {
    assertThat(new CubicDensity(0, 0, 1).valueAt(1, 0)).isZero();
    assertThat(new CubicDensity(1, 0, 10).valueAt(5, 0)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, 1.000001, 25, Double.NaN, Double.POSITIVE_INFINITY})
  void densitiesOutsideTheUnitIntervalAreErrors(double density) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CubicDensity(density, 0, 10))
        .withMessageContaining("[0, 1]")
        .withMessageContaining(String.valueOf(density));
  }

  @ParameterizedTest
  @CsvSource({"-1, 10", "10, 10", "11, 10"})
  void emptyWindowsAreErrors(int start, int end) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CubicDensity(0.1, start, end))
        .withMessageContaining("0 <= startIteration < endIteration")
        .withMessageContaining(start + " and " + end);
  }

  @Test
  void survivesJsonAsASchedule() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    String json = mapper.writeValueAsString(DENSITY);
    assertThat(mapper.readValue(json, ISchedule.class)).isEqualTo(DENSITY);
    assertThat(json).contains("0.2", "10", "20");
    String fromHalf = mapper.writeValueAsString(FROM_HALF);
    assertThat(mapper.readValue(fromHalf, ISchedule.class)).isEqualTo(FROM_HALF);
  }

  @Test
  void whatWasWrittenBeforeThereWasAnInitialDensityStartsDense() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = mapper.valueToTree(DENSITY);
    assertThat(json.remove("initialDensity")).isNotNull();
    assertThat(mapper.readValue(json.toString(), CubicDensity.class)).isEqualTo(DENSITY);
  }

  @Test
  void isItsOwnClone() {
    assertThat(DENSITY.clone()).isSameAs(DENSITY);
  }
}
