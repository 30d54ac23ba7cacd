package io.github.dl4jdoping.examples.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormalisationTest {

  @Test
  void everyBandOfTheMeasuredSoundsGetsMean0AndVariance1() {
    List<Recording> recordings = Sounds.digits(2, 1);
    Normalisation normalisation =
        Normalisation.of(recordings.stream().map(Utterance::frames).toList());
    List<float[]> frames =
        Utterance.of(recordings, normalisation).stream()
            .flatMap(utterance -> Arrays.stream(utterance.frames()))
            .toList();

    for (int i = 0; i < FrameExtractor.BANDS; i++) {
      int band = i;
      double mean = frames.stream().mapToDouble(f -> f[band]).average().orElseThrow();
      double square = frames.stream().mapToDouble(f -> f[band] * f[band]).average().orElseThrow();
      assertThat(mean).isCloseTo(0, within(1e-4));
      assertThat(square).isCloseTo(1, within(1e-3));
    }
  }

  @Test
  void silenceIsNothingToNormaliseBy() {
    List<float[][]> silence = List.<float[][]>of(new float[5][FrameExtractor.BANDS]);

    assertThatThrownBy(() -> Normalisation.of(silence))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Band 0 is the same in all of the 5 frames");
  }
}
