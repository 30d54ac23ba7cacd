package io.github.dl4jdoping.examples.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {

  private static final List<List<String>> TEXT =
      List.of(List.of("b", "a", "rare"), List.of("a", "<eos>", "b"), List.of("b"));

  @Test
  void specialWordsComeFirstThenTheFrequentOnesInOrderOfUse() {
    Vocabulary words = Vocabulary.of(TEXT, 2, "<eos>");

    assertThat(words.size()).isEqualTo(4);
    assertThat(words.ids(List.of("<eos>", "<unk>", "b", "a"))).containsExactly(0, 1, 2, 3);
    assertThat(words.word(2)).isEqualTo("b");
  }

  @Test
  void otherWordsAreTheUnknownWord() {
    Vocabulary words = Vocabulary.of(TEXT, 2, "<eos>");

    assertThat(words.ids(List.of("rare", "a", "never"))).containsExactly(1, 3, 1);
    assertThat(words.word(words.id("rare"))).isEqualTo("<unk>");
    assertThat(Vocabulary.of(TEXT, 1).id("rare")).isEqualTo(3);
  }
}
