package io.github.dl4jdoping.examples.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameExtractorTest {

  private static final int LENGTH = 2_345;

  @ParameterizedTest
  @ValueSource(ints = {1, 33, 79, 80, 81, 160, 200, 201, 1_000})
  void piecesGiveTheFramesOfTheWhole(int piece) {
    short[] samples = Sounds.noise(LENGTH, 1);

    assertThat(inPieces(new FrameExtractor(), samples, piece))
        .isDeepEqualTo(inPieces(new FrameExtractor(), samples, LENGTH));
  }

  @Test
  void trainingAndStreamsGetTheSameFrames() {
    Recording recording = new Recording(3, "noise", 0, Sounds.noise(LENGTH, 2));

    assertThat(inPieces(new FrameExtractor(), recording.samples(), FrameExtractor.HOP))
        .isDeepEqualTo(Utterance.frames(recording));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "199,0", "200,1", "279,1", "280,2", "8000,98"})
  void thereIsAFrameEvery10MsOnceThereAre25(int samples, int frames) {
    assertThat(FrameExtractor.frames(samples)).isEqualTo(frames);
    assertThat(inPieces(new FrameExtractor(), Sounds.noise(samples, 3), 80))
        .hasNumberOfRows(frames);
  }

  @Test
  void aFrameIsTheLogarithmOfTheBandsOfAPlainFourierTransform() {
    short[] samples = Sounds.noise(FrameExtractor.WINDOW, 4);
    float[] power = new float[129];
    for (int bin = 0; bin < power.length; bin++) {
      power[bin] = (float) power(samples, bin);
    }
    float[] expected = new float[FrameExtractor.BANDS];
    new MelBands(FrameExtractor.BANDS, 256, 8_000).sum(power, expected);

    float[] frame = inPieces(new FrameExtractor(), samples, 200)[0];

    for (int band = 0; band < frame.length; band++) {
      assertThat(frame[band]).isCloseTo((float) Math.log(expected[band] + 1e-6), within(1e-4f));
    }
  }

  private static double power(short[] samples, int bin) {
    double real = 0;
    double imaginary = 0;
    for (int i = 0; i < samples.length; i++) {
      double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / samples.length);
      double angle = 2 * Math.PI * bin * i / 256;
      real += samples[i] / 32768.0 * hann * Math.cos(angle);
      imaginary -= samples[i] / 32768.0 * hann * Math.sin(angle);
    }
    return real * real + imaginary * imaginary;
  }

  @Test
  void aHigherToneExcitesAHigherBand() {
    assertThat(loudestBand(300)).isLessThan(loudestBand(700)).isGreaterThan(0);
    assertThat(loudestBand(700)).isLessThan(loudestBand(1_500));
    assertThat(loudestBand(1_500)).isLessThan(loudestBand(3_500));
  }

  private static int loudestBand(double hertz) {
    float[] frame = inPieces(new FrameExtractor(), Sounds.tone(hertz, 400), 80)[1];
    int loudest = 0;
    for (int band = 0; band < frame.length; band++) {
      loudest = frame[band] > frame[loudest] ? band : loudest;
    }
    return loudest;
  }

  @Test
  void silenceIsAFiniteNumber() {
    assertThat(inPieces(new FrameExtractor(), new short[200], 80)[0])
        .containsOnly((float) Math.log(1e-6f));
  }

  @Test
  void resetForgetsTheSamplesBefore() {
    FrameExtractor extractor = new FrameExtractor();
    inPieces(extractor, Sounds.noise(333, 5), 80);
    extractor.reset();
    short[] samples = Sounds.noise(LENGTH, 6);

    assertThat(inPieces(extractor, samples, 80))
        .isDeepEqualTo(inPieces(new FrameExtractor(), samples, 80));
  }

  private static float[][] inPieces(FrameExtractor extractor, short[] samples, int piece) {
    List<float[]> frames = new ArrayList<>();
    for (int from = 0; from < samples.length; from += piece) {
      extractor.push(
          samples, from, Math.min(samples.length, from + piece), f -> frames.add(f.clone()));
    }
    return frames.toArray(float[][]::new);
  }
}
