package io.github.dl4jdoping.examples.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {

  private final List<Recording> all =
      IntStream.range(0, 50).mapToObj(i -> new Recording(7, "anna", i, new short[0])).toList();

  @Test
  void theFirstFiveAreTheTestAndTheOthersAreTrainedOn() {
    assertThat(indices(Split.TEST.heldOut(all))).containsExactly(0, 1, 2, 3, 4);
    assertThat(indices(Split.TEST.train(all))).hasSize(45).contains(5, 49);
  }

  @Test
  void settingsAreChosenWithoutTheTestRecordings() {
    assertThat(indices(Split.VALIDATION.heldOut(all))).containsExactly(5, 6, 7, 8, 9);
    assertThat(indices(Split.VALIDATION.train(all))).hasSize(40).contains(10, 49);
  }

  private static List<Integer> indices(List<Recording> recordings) {
    return recordings.stream().map(Recording::index).toList();
  }
}
