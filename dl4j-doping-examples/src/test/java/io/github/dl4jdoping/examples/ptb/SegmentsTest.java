package io.github.dl4jdoping.examples.ptb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class SegmentsTest {

  @Test
  void sequencesAreStretchesOfTheTextAndTargetsTheNextWords() {
    Segments segments = new Segments(upTo(14), 2, 4);

    assertThat(segments.count()).isEqualTo(2);
    assertThat(rows(segments.get(0).inputs())).isEqualTo("[[0, 1, 2, 3], [7, 8, 9, 10]]");
    assertThat(rows(segments.get(0).targets())).isEqualTo("[[1, 2, 3, 4], [8, 9, 10, 11]]");
    assertThat(rows(segments.get(1).inputs())).isEqualTo("[[4, 5], [11, 12]]");
    assertThat(rows(segments.get(1).targets())).isEqualTo("[[5, 6], [12, 13]]");
    assertThat(segments.get(0).inputs().shape()).containsExactly(2, 1, 4);
  }

  @ParameterizedTest
  @CsvSource({"100,3,7", "101,4,25", "700,20,35", "36,1,35", "37,1,35", "4,2,1", "43,2,20"})
  void everyWordButTheFirstIsPredictedExactlyOnce(int tokens, int sequences, int steps) {
    Segments segments = new Segments(upTo(tokens), sequences, steps);

    int[] predicted =
        IntStream.range(0, segments.count())
            .flatMap(i -> Arrays.stream(segments.get(i).targets().dup('c').data().asInt()))
            .sorted()
            .toArray();

    int length = tokens / sequences;
    int[] expected =
        IntStream.range(0, length * sequences).filter(token -> token % length != 0).toArray();
    assertThat(predicted).isEqualTo(expected);
    assertThat(segments.predictions()).isEqualTo(expected.length);
  }

  @Test
  void pennTreebankHasTheNumberOfSegmentsOfThePaper() {
    assertThat(new Segments(new int[929_589], 20, 35).count()).isEqualTo(1327 + 1);
  }

  @Test
  void tooFewTokensAreRefused() {
    assertThatThrownBy(() -> new Segments(upTo(39), 20, 35))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("39")
        .hasMessageContaining("at least 40");
  }

  private static int[] upTo(int end) {
    return IntStream.range(0, end).toArray();
  }

  private static String rows(INDArray block) {
    int width = (int) block.size(2);
    int[] flat = block.dup('c').data().asInt();
    return Arrays.deepToString(
        IntStream.range(0, (int) block.size(0))
            .mapToObj(s -> Arrays.copyOfRange(flat, s * width, (s + 1) * width))
            .toArray());
  }
}
