package io.github.dl4jdoping.examples.quickstart;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A document that a {@link Grammar} generated, with what its generator knew. Immutable. */
final class Document {

  private final int[] symbols;
  private final double[] logProbabilities;
  private final int[] memoryDistances;

  private Document(int length) {
    this.symbols = new int[length];
    this.logProbabilities = new double[length];
    this.memoryDistances = new int[length];
  }

  /**
   * Generates a document.
   *
   * @param grammar the alphabet and its rules
   * @param length number of symbols, after which the document is cut off
   * @param random source of chance; the same state gives the same document on every platform
   * @return the document
   */
  static Document generate(Grammar grammar, int length, SplittableRandom random) {
    Document document = new Document(length);
    GrammarState state = new GrammarState(grammar);
    for (int position = 0; position < length; position++) {
      document.add(position, draw(state.next(), random.nextDouble()), state);
    }
    return document;
  }

  /**
   * The document of given symbols.
   *
   * @param grammar the alphabet and its rules
   * @param symbols symbols that the grammar allows
   * @return the document
   * @throws IllegalArgumentException if the grammar forbids a symbol
   */
  static Document of(Grammar grammar, int... symbols) {
    Document document = new Document(symbols.length);
    GrammarState state = new GrammarState(grammar);
    for (int position = 0; position < symbols.length; position++) {
      document.add(position, symbols[position], state);
    }
    return document;
  }

  private void add(int position, int symbol, GrammarState state) {
    symbols[position] = symbol;
    logProbabilities[position] = Math.log(state.next()[symbol]);
    memoryDistances[position] = state.memoryDistance();
    state.read(symbol);
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

  int length() {
    return symbols.length;
  }

  IntStream symbols() {
    return IntStream.of(symbols);
  }

  int symbol(int position) {
    return symbols[position];
  }

  /** The natural logarithm of a symbol's probability, given the symbols before it. */
  double logProbability(int position) {
    return logProbabilities[position];
  }

  /** How many symbols before it a symbol was determined; 0 if it is chance. */
  int memoryDistance(int position) {
    return memoryDistances[position];
  }

  /** Whether a symbol was determined {@link Grammar#FAR} symbols before it or earlier. */
  boolean isMemory(int position) {
    return memoryDistances[position] >= Grammar.FAR;
  }
}
