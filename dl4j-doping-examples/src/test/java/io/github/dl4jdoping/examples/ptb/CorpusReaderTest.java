package io.github.dl4jdoping.examples.ptb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusReaderTest {

  private static final String TRAIN = " the cat <unk> \n a cat \n";

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  @Test
  void numbersWordsInOrderOfFirstUseAndCountsLineEnds() throws IOException {
    CorpusFiles.plain(folder, "ptb.train.txt", TRAIN);
    CorpusFiles.plain(folder, "ptb.valid.txt", " cat the \n");
    CorpusFiles.plain(folder, "ptb.test.txt", "a\n\n");

    Corpus corpus = CorpusReader.read(folder, warnings::add);

    assertThat(corpus.train()).containsExactly(0, 1, 2, 3, 4, 1, 3);
    assertThat(corpus.valid()).containsExactly(1, 0, 3);
    assertThat(corpus.test()).containsExactly(4, 3, 3);
    assertThat(corpus.words()).isEqualTo(5);
  }

  @Test
  void readsGzipAsIfItWerePlain() throws IOException {
    CorpusFiles.zipped(folder, "ptb.train.txt", TRAIN);
    CorpusFiles.plain(folder, "ptb.valid.txt", " cat the \n");
    CorpusFiles.zipped(folder, "ptb.test.txt", " a \n");

    Corpus corpus = CorpusReader.read(folder, warnings::add);

    assertThat(corpus.train()).containsExactly(0, 1, 2, 3, 4, 1, 3);
    assertThat(corpus.test()).containsExactly(4, 3);
  }

  @Test
  void wordsThatTrainingHasNotAreUnknown() throws IOException {
    CorpusFiles.plain(folder, "ptb.train.txt", TRAIN);
    CorpusFiles.plain(folder, "ptb.valid.txt", " the dog \n");
    CorpusFiles.plain(folder, "ptb.test.txt", " dog \n");

    assertThat(CorpusReader.read(folder, warnings::add).valid()).containsExactly(0, 2, 3);
  }

  @Test
  void otherCountsAreOnlyWarnedOf() throws IOException {
    CorpusFiles.write(folder, 20, 30, 10);

    CorpusReader.read(folder, warnings::add);

    assertThat(warnings).hasSize(4);
    assertThat(warnings.get(0)).contains("ptb.train.txt", "321", "929,589");
    assertThat(warnings.get(3)).contains("21", "10,000");
  }

  @Test
  void missingFilesAreNamedWithWhatWasExpected() throws IOException {
    CorpusFiles.plain(folder, "ptb.train.txt", TRAIN);

    assertThatThrownBy(() -> CorpusReader.read(folder, warnings::add))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.resolve("ptb.valid.txt").toString())
        .hasMessageContaining("ptb.valid.txt.gz")
        .hasMessageContaining("929,589")
        .hasMessageContaining("73,760")
        .hasMessageContaining("82,430")
        .hasMessageContaining("10,000");
    assertThatThrownBy(() -> CorpusReader.read(folder.resolve("nowhere"), warnings::add))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nowhere")
        .hasMessageContaining("ptb.train.txt");
  }

  @Test
  void wrongFilesAreRefused() throws IOException {
    Files.writeString(folder.resolve("ptb.train.txt.gz"), "not gzip");
    assertThatThrownBy(() -> CorpusReader.read(folder, warnings::add))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ptb.train.txt.gz is not a whole gzip file");

    Files.write(folder.resolve("ptb.train.txt"), new byte[] {'a', ' ', (byte) 0xC3, '(', '\n'});
    assertThatThrownBy(() -> CorpusReader.read(folder, warnings::add))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ptb.train.txt is not text in UTF-8");

    CorpusFiles.plain(folder, "ptb.train.txt", "");
    assertThatThrownBy(() -> CorpusReader.read(folder, warnings::add))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ptb.train.txt is empty");

    CorpusFiles.plain(folder, "ptb.train.txt", " the cat \n");
    CorpusFiles.plain(folder, "ptb.valid.txt", " the dog \n");
    assertThatThrownBy(() -> CorpusReader.read(folder, warnings::add))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'dog'")
        .hasMessageContaining("different corpora");
  }

  @Test
  void truncatedGzipIsRefused() throws IOException {
    CorpusFiles.zipped(folder, "ptb.train.txt", TRAIN.repeat(1000));
    Path file = folder.resolve("ptb.train.txt.gz");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> CorpusReader.read(folder, warnings::add))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ptb.train.txt.gz is not a whole gzip file");
  }

  @Test
  void limitKeepsTheBeginningAndTheVocabulary() {
    Corpus corpus = new Corpus(new int[] {0, 1, 2, 3}, new int[] {3, 2}, new int[] {1, 2, 3}, 4);

    Corpus limited = corpus.limit(3);

    assertThat(limited.train()).containsExactly(0, 1, 2);
    assertThat(limited.valid()).containsExactly(3, 2);
    assertThat(limited.test()).containsExactly(1, 2, 3);
    assertThat(limited.words()).isEqualTo(4);
  }
}
