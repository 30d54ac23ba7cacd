package io.github.dl4jdoping.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrammarTest {

  private final Grammar grammar = new Grammar(2, 2, 3, 2, 1);

  @Test
  void everySymbolHasATextOfItsOwn() {
    assertThat(IntStream.range(0, grammar.size()).mapToObj(grammar::text))
        .containsExactly(
            "end", "<A", "<B", "A>", "B>", "y?", "z?", "y=0", "y=1", "y=2", "z=0", "z=1", "z=2",
            "w0", "w1");
  }

  @Test
  void theStandardAlphabetIsSmallEnoughForACheapSoftmax() {
    assertThat(Grammar.standard().size()).isEqualTo(45).isLessThanOrEqualTo(64);
  }

  @Test
  void symbolsOutsideTheAlphabetAreRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> grammar.text(15))
        .withMessage("Symbols of this grammar are 0 to 14; got 15.");
    assertThatIllegalArgumentException().isThrownBy(() -> grammar.text(-1));
  }

  @Test
  void impossibleSizesAreRejectedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Grammar(27, 1, 2, 1, 1))
        .withMessage("A grammar needs blocks between 1 and 26; got 27.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Grammar(1, 1, 1, 1, 1))
        .withMessageContaining("values");
  }
}
