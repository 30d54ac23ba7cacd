package io.github.dl4jdoping.examples.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairBatchesTest {

  private static final List<SentencePair> PAIRS =
      IntStream.range(0, 100)
          .mapToObj(i -> new SentencePair(new int[1 + i % 7], filled(2 + i % 3, i)))
          .toList();

  private static int[] filled(int length, int value) {
    return IntStream.range(0, length).map(position -> value).toArray();
  }

  @Test
  void anEpochHasEveryPairOnceInBatchesOfEqualTranslationLength() {
    PairBatches batches = new PairBatches(PAIRS, 8, 1);
    List<SentencePair> all = new ArrayList<>();
    for (int i = 0; i < batches.perEpoch(); i++) {
      List<SentencePair> batch = batches.get(0, i);
      assertThat(batch).hasSizeBetween(1, 8);
      assertThat(batch.stream().map(pair -> pair.target().length).distinct()).hasSize(1);
      all.addAll(batch);
    }

    // 34, 33 and 33 pairs of one length each.
    assertThat(batches.perEpoch()).isEqualTo(5 + 5 + 5);
    assertThat(all).containsExactlyInAnyOrderElementsOf(PAIRS);
  }

  @Test
  void orderDependsOnSeedAndEpochAlone() {
    PairBatches batches = new PairBatches(PAIRS, 8, 1);
    List<SentencePair> first = batches.get(0, 3);
    List<SentencePair> second = batches.get(1, 3);

    assertThat(second).isNotEqualTo(first);
    assertThat(new PairBatches(PAIRS, 8, 1).get(1, 3)).isEqualTo(second);
    assertThat(new PairBatches(PAIRS, 8, 2).get(1, 3)).isNotEqualTo(second);
  }

  @Test
  void sentencesAreReadBackwardsAndTranslationsAreShifted() {
    Batch batch =
        Batch.of(
            List.of(
                new SentencePair(new int[] {7, 8, 9}, new int[] {5, 6}),
                new SentencePair(new int[] {4}, new int[] {3, 2})));

    assertThat(batch.source().reshape(2, 3).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{9, 8, 7}, {4, 0, 0}});
    assertThat(batch.sourceMask().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1, 1, 1}, {1, 0, 0}});
    assertThat(batch.given().reshape(2, 3).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0, 5, 6}, {0, 3, 2}});
    assertThat(batch.wanted().reshape(2, 3).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{5, 6, 1}, {3, 2, 1}});
    assertThat(batch.predictions()).isEqualTo(6);
  }
}
