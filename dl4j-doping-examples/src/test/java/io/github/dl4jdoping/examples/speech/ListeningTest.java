package io.github.dl4jdoping.examples.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListeningTest {

  @TempDir Path folder;

  private final Recording loud = new Recording(2, "anna", 0, Sounds.noise(4_200, 1));
  private final Recording silent = new Recording(6, "anna", 1, new short[4_200]);
  private final Normalisation normalisation =
      Normalisation.of(List.of(Utterance.frames(loud), Utterance.frames(silent)));

  /** The probability of 2 is the share of a hundred frames that were heard since the reset. */
  private static FrameModel counting() {
    return () ->
        new FrameModel.Session() {
          private int frames;

          @Override
          public void step(float[] frame, float[] probabilities) {
            frames++;
            probabilities[2] = frames / 100f;
          }

          @Override
          public void reset() {
            frames = 0;
          }
        };
  }

  @Test
  void everyRecordingIsHeardFromTheBeginning() {
    Listening listening = Listening.of(List.of(loud, silent), normalisation, counting());

    assertThat(listening.starts()).containsExactly(0, 51);
    assertThat(listening.frames()).hasSize(102);
    assertThat(listening.probabilities().get(50)[2]).isEqualTo(0.51f);
    assertThat(listening.probabilities().get(51)[2]).isEqualTo(0.01f);
  }

  @Test
  void chosenDigitsAreSpokenByAsManyAsThereAre() {
    List<Recording> chosen =
        Listening.choose(
            List.of(
                recording(3, "anna"),
                recording(1, "anna"),
                recording(1, "ben"),
                recording(5, "carl"),
                recording(8, "dora")));

    assertThat(chosen).hasToString("[3_anna_0, 1_ben_0, 1_anna_0, 5_carl_0]");
  }

  @Test
  void withoutAnyOfTheWantedDigitsAnotherIsChosen() {
    assertThat(Listening.choose(List.of(recording(8, "anna"), recording(7, "ben"))))
        .hasToString("[8_anna_0]");
  }

  private static Recording recording(int digit, String speaker) {
    return new Recording(digit, speaker, 0, new short[0]);
  }

  @Test
  void thePictureShowsWhenItWasLoud() throws IOException {
    Path file = folder.resolve("made/speech.png");

    Listening.of(List.of(loud, silent), normalisation, counting()).draw(file);

    BufferedImage picture = ImageIO.read(file.toFile());
    assertThat(brightness(picture, 250)).isLessThan(brightness(picture, 700) - 50);
    assertThat(folder.resolve("made").toFile().list()).containsExactly("speech.png");
  }

  private static double brightness(BufferedImage picture, int x) {
    int[] column = picture.getRGB(x, 40, 1, 100, null, 0, 1);
    return Arrays.stream(column).map(rgb -> new Color(rgb).getRed()).average().orElseThrow();
  }
}
