package io.github.dl4jdoping.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MomentTest {

  private static final Duration LIFE = Duration.ofSeconds(10);
  private static final List<Duration> WRITES =
      List.of(Duration.ofMillis(300), Duration.ofMillis(20), Duration.ofMillis(10));

  private static List<Moment> draw(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return Stream.generate(() -> Moment.draw(random, LIFE, WRITES)).limit(400).toList();
  }

  @Test
  void theSeedDecides() {
    assertThat(draw(1)).isEqualTo(draw(1)).isNotEqualTo(draw(2));
  }

  @Test
  void halfOfThemAreInAWriteAndAllAreInsideTheirTime() {
    List<Moment> moments = draw(1);
    assertThat(moments.stream().filter(moment -> moment.write() > 0).count()).isBetween(160L, 240L);
    assertThat(moments)
        .allSatisfy(
            moment -> {
              Duration longest = moment.write() == 0 ? LIFE : WRITES.get(moment.write() - 1);
              assertThat(moment.delay()).isBetween(Duration.ZERO, longest);
            });
  }
}
