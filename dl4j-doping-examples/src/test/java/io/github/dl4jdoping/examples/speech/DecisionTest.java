package io.github.dl4jdoping.examples.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DecisionTest {

  private final Decision decision = new Decision();

  @Test
  void isTheMostProbableDigitOnAverageNotTheMostFrequent() {
    decision.accept(probabilities(3, 0.6f, 8, 0.4f));
    decision.accept(probabilities(3, 0.6f, 8, 0.4f));
    decision.accept(probabilities(8, 0.9f, 3, 0.1f));

    assertThat(decision.digit()).isEqualTo(8);
  }

  @Test
  void forgetsWhatIsMoreThan16FramesAgo() {
    for (int i = 0; i < 100; i++) {
      decision.accept(probabilities(1, 1f, 2, 0f));
    }
    for (int i = 0; i < 7; i++) {
      decision.accept(probabilities(2, 1f, 1, 0f));
    }
    assertThat(decision.digit()).isEqualTo(1);
    decision.accept(probabilities(2, 1f, 5, 0f));
    decision.accept(probabilities(2, 1f, 5, 0f));

    assertThat(decision.digit()).isEqualTo(2);
  }

  @Test
  void startsAnewAfterAReset() {
    for (int i = 0; i < 20; i++) {
      decision.accept(probabilities(1, 1f, 2, 0f));
    }
    decision.reset();
    assertThatThrownBy(decision::digit)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("before the first frame");
    decision.accept(probabilities(6, 0.2f, 5, 0.1f));

    assertThat(decision.digit()).isEqualTo(6);
  }

  @Test
  void copiesWhatItIsGiven() {
    float[] reused = probabilities(4, 1f, 5, 0f);
    decision.accept(reused);
    reused[4] = 0;
    reused[9] = 1;

    assertThat(decision.digit()).isEqualTo(4);
  }

  private static float[] probabilities(int digit, float one, int other, float two) {
    float[] probabilities = new float[Recording.DIGITS];
    probabilities[digit] = one;
    probabilities[other] = two;
    return probabilities;
  }
}
