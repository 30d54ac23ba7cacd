package io.github.dl4jdoping.sparsity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnealingTest {

  /** Pruned after 5, 8 and 11 steps, at its end after 12, and held. */
  private static final Annealing ANNEALING =
      new Annealing(new CubicDensity(0.1, 2, 12), 3, Granularity.unstructured());

  @Test
  void anIntervalLongerThanTheWindowPrunesAtItsEnd() {
    Annealing once = new Annealing(new CubicDensity(0.1, 2, 12), 100, Granularity.unstructured());
    assertThat(once.nonZerosAfter(11, 10, 10, 10)).isEqualTo(100);
    assertThat(once.nonZerosAfter(12, 10, 10, 10)).isEqualTo(10);
  }

  @Test
  void isOverFromTheEndOn() {
    assertThat(IntStream.range(0, 15).filter(ANNEALING::isOver)).containsExactly(12, 13, 14);
  }

  @ParameterizedTest(name = "{1} of 100 entries after {0} steps")
  @CsvSource({
    "0, 100",
    "2, 100",
    "4, 100",
    "5, 41",
    "6, 41",
    "7, 41",
    "8, 16",
    "10, 16",
    "11, 10",
    "12, 10",
    "1000, 10"
  })
  void numbersOfEntriesFollowTheScheduleFromPruningToPruning(int done, long entries) {
    assertThat(ANNEALING.nonZerosAfter(done, 10, 10, 10)).isEqualTo(entries);
  }

  @ParameterizedTest(name = "from a half, {1} of 100 entries after {0} steps")
  @CsvSource({"0, 100", "2, 100", "4, 100", "5, 24", "8, 13", "11, 10", "12, 10"})
  void theFirstPruningGoesOnFromTheInitialDensity(int done, long entries) {
    Annealing fromHalf =
        new Annealing(new CubicDensity(0.1, 2, 12, 0.5), 3, Granularity.unstructured());
    assertThat(fromHalf.nonZerosAfter(done, 10, 10, 10)).isEqualTo(entries);
  }

  @Test
  void neverFallsBelowThePlannedNumber() {
    // The density alone, 0.1, would round to 5 of 54 entries.
    assertThat(ANNEALING.nonZerosAfter(11, 6, 9, 6)).isEqualTo(6);
    assertThat(ANNEALING.nonZerosAfter(12, 6, 9, 6)).isEqualTo(6);
  }

  @Test
  void numbersOnTheWayAreWhatTheGranularityAllows() {
    Annealing inBlocks = new Annealing(ANNEALING.density(), 3, Granularity.blocks(16));
    // 0.1 + 0.9 * 0.343 = 0.4087 and 0.1 + 0.9 * 0.064 = 0.1576 of 640 entries are 262 and 101.
    assertThat(inBlocks.nonZerosAfter(2, 20, 32, 64)).isEqualTo(640);
    assertThat(inBlocks.nonZerosAfter(5, 20, 32, 64)).isEqualTo(256);
    assertThat(inBlocks.nonZerosAfter(8, 20, 32, 64)).isEqualTo(96);
    assertThat(inBlocks.nonZerosAfter(12, 20, 32, 64)).isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void intervalsBelowOneAreErrors(int every) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Annealing(ANNEALING.density(), every, Granularity.unstructured()))
        .withMessageContaining("at least 1")
        .withMessageContaining("every(" + every + ")");
  }
}
