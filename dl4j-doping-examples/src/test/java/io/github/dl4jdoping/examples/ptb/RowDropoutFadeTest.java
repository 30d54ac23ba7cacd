package io.github.dl4jdoping.examples.ptb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RowDropoutFadeTest {

  @Test
  void staysThenFallsInALine() {
    RowDropoutFade schedule = new RowDropoutFade(0.4, 100, 300);

    assertThat(schedule.valueAt(0, 0)).isEqualTo(0.4);
    assertThat(schedule.valueAt(100, 0)).isEqualTo(0.4);
    assertThat(schedule.valueAt(150, 0)).isCloseTo(0.3, within(1e-12));
    assertThat(schedule.valueAt(300, 0)).isZero();
    assertThat(schedule.valueAt(1000, 0)).isZero();
  }

  @Test
  void endsAtOnceIfItEndsWhereItBegins() {
    RowDropoutFade schedule = new RowDropoutFade(0.4, 100, 100);

    assertThat(schedule.valueAt(99, 0)).isEqualTo(0.4);
    assertThat(schedule.valueAt(101, 0)).isZero();
  }
}
