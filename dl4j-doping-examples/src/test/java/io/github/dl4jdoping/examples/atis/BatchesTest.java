package io.github.dl4jdoping.examples.atis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {

  private static final List<Utterance> UTTERANCES =
      IntStream.range(0, 103).mapToObj(i -> new Utterance(new int[1 + i % 7], i)).toList();

  @Test
  void anEpochHasEveryUtteranceOnce() {
    Batches batches = new Batches(UTTERANCES, 4, 1);

    assertThat(batches.perEpoch()).isEqualTo(26);
    assertThat(epoch(batches, 0)).containsExactlyInAnyOrderElementsOf(UTTERANCES);
  }

  @Test
  void orderDependsOnSeedAndEpochAlone() {
    Batches batches = new Batches(UTTERANCES, 4, 1);
    List<Utterance> first = epoch(batches, 0);
    List<Utterance> second = epoch(batches, 1);

    assertThat(second).isNotEqualTo(first);
    assertThat(epoch(new Batches(UTTERANCES, 4, 1), 1)).isEqualTo(second);
    assertThat(epoch(new Batches(UTTERANCES, 4, 2), 1)).isNotEqualTo(second);
  }

  @Test
  void shortUtterancesArePaddedAndMasked() {
    BatchArrays arrays =
        BatchArrays.of(
            List.of(new Utterance(new int[] {5, 6}, 0), new Utterance(new int[] {7, 8, 9}, 1)));

    assertThat(arrays.words().toFloatMatrix()).isDeepEqualTo(new float[][] {{5, 6, 0}, {7, 8, 9}});
    assertThat(arrays.mask().toFloatMatrix()).isDeepEqualTo(new float[][] {{1, 1, 0}, {1, 1, 1}});
  }

  private static List<Utterance> epoch(Batches batches, int epoch) {
    List<Utterance> all = new ArrayList<>();
    for (int i = 0; i < batches.perEpoch(); i++) {
      all.addAll(batches.get(epoch, i));
    }
    return all;
  }
}
