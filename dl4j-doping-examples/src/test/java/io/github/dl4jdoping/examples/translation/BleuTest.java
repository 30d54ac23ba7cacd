package io.github.dl4jdoping.examples.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Scores that were published with sacreBLEU (Post, "A call for clarity in reporting BLEU scores",
 * 2018), in its test suite, {@code test/test_bleu.py}, or that sacreBLEU 2.6.0 gave with the
 * signature {@code case:mixed|eff:no|tok:none|smooth:none}.
 */
class BleuTest {

  private static final List<String> GERMAN =
      List.of(
          "ein mann schläft in einem grünen raum auf einem sofa .",
          "zwei hunde spielen zusammen im schnee .",
          "eine frau mit hut .");

  /** The README's example, with tokenize none: 49.1919566 in {@code test_corpus_bleu_cases}. */
  @Test
  void publishedScoreOfTwoReferences() {
    List<List<String>> references =
        List.of(
            List.of("The dog bit the man.", "It was not unexpected.", "The man bit him first."),
            List.of(
                "The dog had bit the man.",
                "No one was surprised.",
                "The man had bitten the dog."));

    double score =
        Bleu.score(
            List.of(
                "The dog bit the man.", "It wasn't surprising.", "The man had just bitten him."),
            references);

    assertThat(score).isCloseTo(49.1919566, within(1e-7));
  }

  /** {@code test_raw_bleu_cases}: what is exactly right. */
  @Test
  void aCopyOfTheReferenceHasAHundred() {
    assertThat(Bleu.score(List.of("this is a test"), List.of(List.of("this is a test"))))
        .isCloseTo(100, within(1e-9));
  }

  /** Computed by sacreBLEU 2.6.0; all translations are shorter than their references. */
  @Test
  void shortTranslationsArePenalised() {
    List<String> translations =
        List.of(
            "ein mann schläft in einem raum auf einem sofa .",
            "zwei hunde spielen im schnee",
            "eine frau");

    assertThat(Bleu.score(translations, List.of(GERMAN)))
        .isCloseTo(49.301894316037256, within(1e-9));
  }

  @Test
  void repeatedWordsCountAsOftenAsTheReferenceHasThem() {
    String reference = "the cat sat on the mat today";
    String repeating = "the cat sat on the the the";

    // Clipped: 5 of 7, 4 of 6 ("on the" too), 3 of 5, 2 of 4; equally long.
    double expected = 100 * Math.pow(5 / 7. * 4 / 6. * 3 / 5. * 2 / 4., 0.25);
    assertThat(Bleu.score(List.of(repeating), List.of(List.of(reference))))
        .isCloseTo(expected, within(1e-9));
  }

  @Test
  void nothingInCommonOrNothingSaidIsZero() {
    assertThat(Bleu.score(List.of("a b c d e"), List.of(List.of("v w x y z")))).isZero();
    assertThat(Bleu.score(List.of("", "", ""), List.of(GERMAN))).isZero();
    assertThat(Bleu.score(List.of("a b c x d e f"), List.of(List.of("a b c y d e f")))).isZero();
  }

  @Test
  void sentencesMustFaceSentences() {
    assertThatThrownBy(() -> Bleu.score(List.of("a"), List.of(GERMAN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 translations and 3 references");
    assertThatThrownBy(() -> Bleu.score(List.of("a"), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
