package io.github.dl4jdoping.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GrammarTextTest {

  @Test
  void eachLineIsADocumentOfAHundredSymbols() {
    String text = GrammarText.of(3, 5);
    Grammar grammar = Grammar.standard();
    Document first = Document.generate(grammar, 100, new SplittableRandom(5));
    assertThat(text.lines()).hasSize(3).allMatch(line -> line.split(" ").length == 100);
    assertThat(text)
        .startsWith(grammar.text(first.symbol(0)) + " " + grammar.text(first.symbol(1)));
  }

  @Test
  void noDocumentIsAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GrammarText.of(0, 1))
        .withMessageContaining("got 0");
  }
}
