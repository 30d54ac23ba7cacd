package io.github.dl4jdoping.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dl4jdoping.support.Support;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomSupportTest {

  private static Support support(SupportKind kind, int rows, int columns, int count) {
    RandomSupport random = new RandomSupport(rows, columns, count, new SplittableRandom(3));
    return Support.of(rows, columns, random.of(kind));
  }

  @Test
  void anyPositionIsAsLikelyAsAnyOther() {
    Support support = support(SupportKind.ANY, 100, 400, 10_000);
    assertThat(support.size()).isEqualTo(10_000);
    int inTheFirstQuarter = 0;
    int inTheFirstRows = 0;
    for (int k = 0; k < support.size(); k++) {
      inTheFirstQuarter += support.column(k) < 100 ? 1 : 0;
      inTheFirstRows += support.row(k) < 25 ? 1 : 0;
    }
    // 2500 are expected; the standard deviation is 37.
    assertThat(inTheFirstQuarter).isBetween(2300, 2700);
    assertThat(inTheFirstRows).isBetween(2300, 2700);
  }

  @ParameterizedTest
  @CsvSource({"32, 128, 640", "26, 104, 536", "650, 2600, 67040", "10, 88, 160", "20, 8, 0"})
  void outputsOfATileHaveEquallyManyInABank(int rows, int columns, int count) {
    Support support = support(SupportKind.BALANCED, rows, columns, count);
    assertThat(support.size()).isEqualTo(count);
    int[][] inBank = new int[columns][(rows + 15) / 16];
    for (int k = 0; k < count; k++) {
      inBank[support.column(k)][support.row(k) / 16]++;
    }
    for (int column = 0; column < columns; column++) {
      assertThat(inBank[column]).containsExactly(inBank[column / 64 * 64]);
    }
  }

  @ParameterizedTest
  @CsvSource({"2048, 8192, 1669520, 1669504", "650, 2600, 67040, 67040", "650, 2600, 67047, 67040"})
  void tellsWhatTilesCanHave(int rows, int columns, int asked, int achievable) {
    assertThat(SupportKind.BALANCED.achievable(rows, columns, asked)).isEqualTo(achievable);
    assertThat(SupportKind.ANY.achievable(rows, columns, asked)).isEqualTo(asked);
  }

  @Test
  void tilesFillUpEvenly() {
    Support support = support(SupportKind.BALANCED, 64, 256, 64 * 24);
    int[] inTile = new int[16];
    for (int k = 0; k < support.size(); k++) {
      inTile[support.column(k) / 64 * 4 + support.row(k) / 16]++;
    }
    assertThat(inTile).containsOnly(64, 128);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> support(SupportKind.ANY, 4, 4, 17))
        .withMessageContaining("[4, 4] cannot have 17");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> support(SupportKind.BALANCED, 16, 128, 65))
        .withMessageContaining("cannot have 65");
  }
}
