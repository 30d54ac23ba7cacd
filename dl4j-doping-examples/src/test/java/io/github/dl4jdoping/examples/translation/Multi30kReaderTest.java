package io.github.dl4jdoping.examples.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Multi30kReaderTest {

  @TempDir Path folder;

  @Test
  void rareWordsAreUnknownAndReferencesStayAsWritten() throws IOException {
    ParallelFiles.files(folder, "train", "a dog\na cat\n", "ein hund\nein kater ein\n");
    ParallelFiles.files(folder, "val", "a\n", "ein\n");
    ParallelFiles.files(folder, "test_2016_flickr", "cat a\n", "kater  ein\n");

    Multi30k data = Multi30kReader.read(folder, 2);

    assertThat(data.source().size()).isEqualTo(2);
    assertThat(data.target().size()).isEqualTo(4);
    assertThat(data.target().word(Multi30k.START)).isEqualTo("<s>");
    assertThat(data.target().word(Multi30k.END)).isEqualTo("</s>");
    assertThat(data.train().pairs().get(1))
        .isEqualTo(new SentencePair(new int[] {1, 0}, new int[] {3, 2, 3}));
    assertThat(data.test().pairs())
        .containsExactly(new SentencePair(new int[] {0, 1}, new int[] {2, 3}));
    assertThat(data.test().translations()).containsExactly("kater  ein");
  }

  @Test
  void theRealDataSetHasItsPublishedCounts() throws IOException {
    String given = System.getProperty("multi30k.data");
    Assumptions.assumeTrue(given != null, "Give -Dmulti30k.data=FOLDER to test with the data set.");

    Multi30k data = Multi30kReader.read(Path.of(given), 1);

    assertThat(data.train().pairs()).hasSize(29_000);
    assertThat(data.valid().pairs()).hasSize(1_014);
    assertThat(data.test().pairs()).hasSize(1_000);
    assertThat(data.train().pairs().stream().mapToInt(pair -> pair.source().length).sum())
        .isEqualTo(377_534);
    assertThat(data.train().pairs().stream().mapToInt(pair -> pair.target().length).sum())
        .isEqualTo(360_706);
    assertThat(data.source().size()).isEqualTo(10_210 + 1);
    assertThat(data.target().size()).isEqualTo(18_722 + 3);
  }

  @Test
  void whatIsMissingOrDoesNotFitIsSaid() throws IOException {
    assertThatThrownBy(() -> Multi30kReader.read(folder.resolve("nowhere"), 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nowhere is not a folder");
    assertThatThrownBy(() -> Multi30kReader.read(folder, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("train.lc.norm.tok.en.gz")
        .hasMessageContaining("29,000 lines");

    ParallelFiles.write(folder, 6, 3);
    Files.writeString(folder.resolve("val.lc.norm.tok.de"), "d1\n");
    assertThatThrownBy(() -> Multi30kReader.read(folder, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has 3 lines in English but 1 in German");
    ParallelFiles.files(folder, "val", "e1\n\n", "d1\nd2\n");
    assertThatThrownBy(() -> Multi30kReader.read(folder, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("val.lc.norm.tok.en has no words in line 2");
  }
}
