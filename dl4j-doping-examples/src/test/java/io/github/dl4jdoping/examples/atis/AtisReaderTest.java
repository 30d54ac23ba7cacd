package io.github.dl4jdoping.examples.atis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtisReaderTest {

  @TempDir Path folder;

  @Test
  void numbersAreOneWordAndUnseenIntentsHaveNoNumber() throws IOException {
    AtisFiles.files(folder, "train", "fly on 12 may\nfly at 1200 \n", "flight\ntime\n");
    AtisFiles.files(folder, "valid", " when 7\n", "time\n");
    AtisFiles.files(folder, "test", "may 5th\n", "airline#time\n");

    Atis atis = AtisReader.read(folder, 1);

    assertThat(atis.words().size()).isEqualTo(6);
    assertThat(atis.train())
        .containsExactly(
            new Utterance(new int[] {1, 2, 3, 4}, 0), new Utterance(new int[] {1, 5, 3}, 1));
    assertThat(atis.valid()).containsExactly(new Utterance(new int[] {0, 3}, 1));
    assertThat(atis.test()).containsExactly(new Utterance(new int[] {4, 0}, Utterance.UNSEEN));
    assertThat(atis.intents()).containsExactly("flight", "time");
  }

  @Test
  void rareWordsAreUnknown() throws IOException {
    for (String part : AtisFiles.parts()) {
      AtisFiles.files(folder, part, "fly may\nfly june\n", "flight\nflight\n");
    }

    Atis atis = AtisReader.read(folder, 2);

    assertThat(atis.words().size()).isEqualTo(2);
    assertThat(atis.train().get(1).words()).containsExactly(1, 0);
  }

  @Test
  void theRealDataSetHasItsPublishedCounts() throws IOException {
    String given = System.getProperty("atis.data");
    Assumptions.assumeTrue(given != null, "Give -Datis.data=FOLDER to test with the data set.");

    Atis atis = AtisReader.read(Path.of(given), 1);

    assertThat(atis.train()).hasSize(4478);
    assertThat(atis.valid()).hasSize(500);
    assertThat(atis.test()).hasSize(893);
    assertThat(atis.train().stream().mapToInt(Utterance::steps).sum()).isEqualTo(50_497);
    // 722 words (Goo et al. 2018) and the unknown one.
    assertThat(atis.words().size()).isEqualTo(723);
    assertThat(atis.intents()).hasSize(21);
    assertThat(atis.test()).filteredOn(u -> u.intent() == Utterance.UNSEEN).hasSize(5);
  }

  @Test
  void whatIsMissingOrDoesNotFitIsSaid() throws IOException {
    assertThatThrownBy(() -> AtisReader.read(folder.resolve("nowhere"), 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nowhere is not a folder")
        .hasMessageContaining("seq.in");
    assertThatThrownBy(() -> AtisReader.read(folder, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.resolve("train").resolve("seq.in").toString());

    AtisFiles.write(folder, 5, 5);
    Files.writeString(folder.resolve("valid").resolve("label"), "intent1\n");
    assertThatThrownBy(() -> AtisReader.read(folder, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("valid has 5 utterances in seq.in but 1 intents");

    AtisFiles.files(folder, "test", "fly\n\n", "a\nb\n");
    assertThatThrownBy(() -> AtisReader.read(folder, 1)).isInstanceOf(IOException.class);
  }
}
