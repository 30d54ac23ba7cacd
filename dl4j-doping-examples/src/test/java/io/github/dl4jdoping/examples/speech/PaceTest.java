package io.github.dl4jdoping.examples.speech;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

  @Test
  void aPeriodIs10Ms() {
    assertThat(Pace.PERIOD).isEqualTo(10_000_000);
  }

  @Test
  void realTimeWaitsForEachPieceAndNeverDrifts() {
    long start = System.nanoTime();
    Pace pace = Pace.realTime(start);
    for (int piece = 1; piece <= 5; piece++) {
      pace.await();
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(piece * Pace.PERIOD);
    }
  }

  @Test
  void aPieceIsLateOnceTheNextHasCome() {
    Pace pace = Pace.realTime(System.nanoTime() - 100 * Pace.PERIOD);
    pace.await();
    pace.done();

    assertThat(pace.pieces()).isEqualTo(1);
    assertThat(pace.late()).isEqualTo(1);
  }

  @Test
  void atFullSpeedNothingWaitsOrIsLate() {
    Pace pace = Pace.fullSpeed();
    long start = System.nanoTime();
    for (int piece = 0; piece < 1_000; piece++) {
      pace.await();
      pace.done();
    }

    assertThat(System.nanoTime() - start).isLessThan(1_000 * Pace.PERIOD);
    assertThat(pace.late()).isZero();
  }
}
