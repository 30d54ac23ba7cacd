package io.github.dl4jdoping.examples.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataTest {

  @TempDir Path folder;

  @Test
  void normalisesByWhatIsTrainedOnAlone() throws IOException {
    DataFolder.write(folder, Sounds.digits(8, 1));

    Data data = Data.read(folder, Split.TEST, 1);

    assertThat(data.train()).hasSize(30);
    assertThat(data.heldOut()).hasSize(50);
    double sum = 0;
    long frames = 0;
    for (Utterance utterance : data.train()) {
      for (float[] frame : utterance.frames()) {
        sum += frame[10];
        frames++;
      }
    }
    assertThat(sum / frames).isBetween(-1e-4, 1e-4);
  }

  @Test
  void aShareHasTheLowestIndices() throws IOException {
    DataFolder.write(folder, Sounds.digits(15, 1));

    Data data = Data.read(folder, Split.TEST, 0.25);

    assertThat(data.train()).extracting(u -> u.recording().index()).containsOnly(5, 6, 7);
  }

  @Test
  void aDataSetWithoutRecordingsToTrainOnIsRefused() throws IOException {
    DataFolder.write(folder, Sounds.digits(4, 1));

    assertThatThrownBy(() -> Data.read(folder, Split.TEST, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("to train on there are 0, to measure on 40");
  }

  /** Runs with {@code -Dspeech.data=FOLDER} only: the data set is not part of the project. */
  @Test
  void theRealDataSetIsThatOfItsDescription() throws IOException {
    String given = System.getProperty("speech.data");
    Assumptions.assumeTrue(given != null, "Give -Dspeech.data=FOLDER to test with the data set.");

    List<Recording> all = RecordingReader.read(Path.of(given));

    assertThat(all).hasSize(3_000);
    assertThat(all.stream().mapToInt(r -> r.samples().length).min()).hasValue(1_148);
    assertThat(all.stream().mapToInt(r -> r.samples().length).max()).hasValue(18_262);
    assertThat(all.stream().collect(Collectors.groupingBy(Recording::speaker))).hasSize(6);
    Data data = Data.read(Path.of(given), Split.TEST, 1);
    assertThat(data.train()).hasSize(2_700);
    assertThat(data.heldOut()).hasSize(300);
  }
}
