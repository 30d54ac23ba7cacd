package io.github.dl4jdoping.examples.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class BatchesTest {

  @Test
  void anEpochHasEveryUtteranceOnceInAnOrderOfItsOwn() {
    List<Utterance> utterances = utterances(700);
    Batches batches = new Batches(utterances);

    List<List<Utterance>> first = batches.epoch(1, 0);

    assertThat(batches.perEpoch()).isEqualTo(22);
    assertThat(first).hasSize(22);
    assertThat(flat(first)).containsExactlyInAnyOrderElementsOf(utterances);
    assertThat(flat(batches.epoch(1, 0))).isEqualTo(flat(first));
    assertThat(flat(batches.epoch(1, 1))).isNotEqualTo(flat(first));
    assertThat(flat(batches.epoch(2, 0))).isNotEqualTo(flat(first));
  }

  @Test
  void utterancesOfABatchAreAboutEquallyLong() {
    List<List<Utterance>> batches = new Batches(utterances(96)).epoch(1, 0);

    assertThat(batches)
        .allSatisfy(
            batch ->
                assertThat(batch.get(batch.size() - 1).steps() - batch.get(0).steps())
                    .isBetween(0, 32));
  }

  @Test
  void shortUtterancesArePaddedAndTheSecondHalvesCount() {
    DataSet data = Batches.dataSet(List.of(utterance(2, 4), utterance(7, 5)));

    assertThat(data.getFeatures().shape()).containsExactly(2, FrameExtractor.BANDS, 5);
    assertThat(data.getFeatures().getFloat(0, 31, 3)).isEqualTo(331f);
    assertThat(data.getFeatures().getFloat(0, 31, 4)).isZero();
    assertThat(data.getFeatures().getFloat(1, 0, 4)).isEqualTo(400f);
    assertThat(data.getLabelsMaskArray().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0, 0, 1, 1, 0}, {0, 0, 1, 1, 1}});
    assertThat(data.getLabels().sumNumber().intValue()).isEqualTo(5);
    assertThat(data.getLabels().getFloat(0, 2, 3)).isEqualTo(1f);
    assertThat(data.getLabels().getFloat(1, 7, 4)).isEqualTo(1f);
  }

  private static List<Utterance> flat(List<List<Utterance>> batches) {
    return batches.stream().flatMap(List::stream).toList();
  }

  private static List<Utterance> utterances(int count) {
    List<Utterance> utterances = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      utterances.add(utterance(i % 10, 1 + i % 96));
    }
    return utterances;
  }

  /** In step 3, band 31 the value is 331. */
  private static Utterance utterance(int digit, int steps) {
    float[][] frames = new float[steps][FrameExtractor.BANDS];
    for (int step = 0; step < steps; step++) {
      for (int band = 0; band < FrameExtractor.BANDS; band++) {
        frames[step][band] = 100 * step + band;
      }
    }
    return new Utterance(new Recording(digit, "counter", steps, new short[0]), frames);
  }
}
