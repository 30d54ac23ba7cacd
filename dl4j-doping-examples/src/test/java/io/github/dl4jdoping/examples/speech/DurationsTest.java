package io.github.dl4jdoping.examples.speech;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DurationsTest {

  @Test
  void quantilesAreThoseOfTheNearestRank() {
    Durations durations = new Durations();
    for (int micros = 10_000; micros >= 1; micros--) {
      durations.add(1_000L * micros);
    }

    assertThat(durations.count()).isEqualTo(10_000);
    assertThat(durations.micros(0.5)).isEqualTo(5_000);
    assertThat(durations.micros(0.99)).isEqualTo(9_900);
    assertThat(durations.micros(1)).isEqualTo(10_000);
  }

  @Test
  void severalStreamsAreMeasuredTogether() {
    Durations one = new Durations();
    one.add(1_500);
    Durations other = new Durations();
    other.add(3_500);
    other.add(2_500);
    one.addAll(other);

    assertThat(one.micros(0.5)).isEqualTo(2.5);
    assertThat(new Durations().micros(0.5)).isNaN();
  }
}
