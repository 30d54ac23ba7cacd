package io.github.dl4jdoping.examples.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeLeftTest {

  private static final Duration HALF_HOUR = Duration.ofMinutes(30);

  @Test
  void theFirstRunStandsForTheOthers() {
    assertThat(new TimeLeft().of(HALF_HOUR, 100, 300, 1)).isEqualTo(Duration.ofMinutes(60 + 90));
  }

  @Test
  void finishedRunsStandForTheOthers() {
    TimeLeft left = new TimeLeft();
    left.finished(10);
    left.finished(20);

    assertThat(left.of(HALF_HOUR, 100, 300, 1)).isEqualTo(Duration.ofMinutes(60 + 15));
  }

  @Test
  void durationsAreReadable() {
    assertThat(TimeLeft.text(Duration.ofMinutes(125))).isEqualTo("2 h 05 min");
  }
}
