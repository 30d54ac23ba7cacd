package io.github.dl4jdoping.examples.quickstart;

import java.util.SplittableRandom;

/**
 * A document that a {@link Grammar} generated, with what its generator knew.
 *
 * @param symbols the symbols; the document is cut off after a fixed number of them
 * @param logProbabilities natural logarithm of each symbol's probability given those before it
 * @param memoryDistances for each symbol how many symbols ago it was determined; 0 for chance
 */
record Document(int[] symbols, double[] logProbabilities, int[] memoryDistances) {

  /**
   * Generates a document.
   *
   * @param grammar the alphabet and its rules
   * @param length number of symbols
   * @param random source of chance; the same state gives the same document on every platform
   * @return the document
   */
  public static Document generate(Grammar grammar, int length, SplittableRandom random) {
    Document document = new Document(new int[length], new double[length], new int[length]);
    GrammarState state = new GrammarState(grammar);
    for (int position = 0; position < length; position++) {
      double[] probability = state.next();
      int symbol = draw(probability, random.nextDouble());
      document.symbols[position] = symbol;
      document.logProbabilities[position] = Math.log(probability[symbol]);
      document.memoryDistances[position] = state.memoryDistance();
      state.read(symbol);
    }
    return document;
  }

  private static int draw(double[] probability, double uniform) {
    int last = 0;
    double cumulated = 0;
    for (int symbol = 0; symbol < probability.length; symbol++) {
      if (probability[symbol] > 0) {
        cumulated += probability[symbol];
        last = symbol;
        if (uniform < cumulated) {
          break;
        }
      }
    }
    return last;
  }

  /**
   * The number of symbols.
   *
   * @return the document's length
   */
  public int length() {
    return symbols.length;
  }

  /**
   * Whether a symbol was determined long ago.
   *
   * @param position 0 to length - 1
   * @return true at a memory position
   */
  public boolean isMemory(int position) {
    return memoryDistances[position] >= Grammar.FAR;
  }
}
