package io.github.dl4jdoping.examples.quickstart;

import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Documents of the quickstart's {@link Grammar} as text, for programs that need some and have none. */
public final class GrammarText {

  private static final int DOCUMENT = 100;

  private GrammarText() {}

  /**
   * Generates a text: one document per line, its symbols separated by spaces.
   *
   * @param documents number of documents, each of 100 symbols, which are about 340 characters
   * @param seed the same seed gives the same text
   * @return the text
   * @throws IllegalArgumentException if there is to be no document
   */
  public static String of(int documents, long seed) {
    if (documents < 1) {
      throw new IllegalArgumentException("A text has at least 1 document; got " + documents + ".");
    }
    Grammar grammar = Grammar.standard();
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < documents; i++) {
      Document document = Document.generate(grammar, DOCUMENT, random);
      text.append(
          document.symbols().mapToObj(grammar::text).collect(Collectors.joining(" ", "", "\n")));
    }
    return text.toString();
  }
}
