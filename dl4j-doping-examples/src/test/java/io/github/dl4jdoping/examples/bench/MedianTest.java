package io.github.dl4jdoping.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {

  @Test
  void isTheMiddleOfAnOddNumber() {
    assertThat(Median.of(9, 1, 1000)).isEqualTo(9);
  }

  @Test
  void isBetweenTheTwoInTheMiddleOfAnEvenNumber() {
    assertThat(Median.of(List.of(4.0, 1.0, 100.0, 2.0))).isEqualTo(3);
  }

  @Test
  void leavesTheValuesInTheirOrder() {
    double[] values = {3, 1, 2};
    Median.of(values);
    assertThat(values).containsExactly(3, 1, 2);
  }

  @Test
  void needsAValue() {
    assertThatIllegalArgumentException().isThrownBy(Median::of);
  }
}
