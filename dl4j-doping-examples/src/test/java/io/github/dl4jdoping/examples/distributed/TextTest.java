package io.github.dl4jdoping.examples.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextTest {

  @Test
  void sentencesLoseTheSpacesAroundThemAndKeepTheirLineFeeds(@TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("ptb.train.txt"), " a b \n c \n");
    Files.writeString(folder.resolve("ptb.test.txt"), " d \n");
    assertThat(Text.pennTreebank(folder)).isEqualTo(new Text("a b\nc\n", "d\n"));
  }

  @Test
  void aMissingFileIsNamed(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("ptb.train.txt"), "a\n");
    assertThatIOException()
        .isThrownBy(() -> Text.pennTreebank(folder))
        .withMessageContaining("ptb.test.txt")
        .withMessageContaining("Expected in --data");
  }

  @Test
  void theGrammarsTextIsTheSameForTheSameSeedAndItsPartsDiffer() {
    Text text = Text.grammar(3);
    assertThat(text).isEqualTo(Text.grammar(3)).isNotEqualTo(Text.grammar(4));
    assertThat(text.training()).hasLineCount(600).doesNotStartWith(text.test().substring(0, 100));
    assertThat(text.test()).hasLineCount(100).contains("end ", "? ");
  }

  @Test
  void aLimitKeepsTheBeginning() {
    Text text = new Text("abcdefghijklmnopqrstuvwxyz", "0123456789");
    assertThat(text.limit(20)).isEqualTo(new Text("abcdefghijklmnopqrst", "01"));
    assertThat(text.limit(1000)).isEqualTo(text);
  }
}
