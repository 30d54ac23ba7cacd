package io.github.dl4jdoping.examples.quickstart;

/**
 * The alphabet of a small mark-up language that cannot be predicted without memory.
 *
 * <p>A document is a stream of statements, each chosen with equal probability among those that are
 * possible:
 *
 * <ul>
 *   <li>a word, {@code w2}. Words follow a Zipf law whose order depends on the enclosing block;
 *   <li>a block opens, {@code <C}, unless {@link #maxDepth} blocks are open;
 *   <li>the innermost block closes, {@code end C>}: two symbols, the second of which agrees with the
 *       opening of the block;
 *   <li>an attribute gets a value, {@code y=3};
 *   <li>an attribute that has a value is asked for and repeated, {@code y? y=3}.
 * </ul>
 *
 * <p>So after {@code end} and after a question there is exactly one right symbol, and it was
 * determined some time ago; where that is {@value #FAR} symbols ago or more, up to the length of the
 * document, it is a <em>memory position</em>. Everything else is chance with known probabilities ({@link GrammarState}), so that the perplexity of a perfect
 * predictor is known.
 *
 * @param blocks number of block names, 1 to 26
 * @param attributes number of attributes, 1 to 26
 * @param values number of values that an attribute can have, at least 2
 * @param words number of words, at least 1
 * @param maxDepth how many blocks can be open at once, at least 1
 */
record Grammar(int blocks, int attributes, int values, int words, int maxDepth) {

  /** How many symbols ago a symbol was determined at least, at a memory position. */
  public static final int FAR = 10;

  /** The symbol that announces the end of a block. */
  static final int END = 0;

  private static final int LETTERS = 26;

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if a size is out of range
   */
  public Grammar {
    requireBetween("blocks", blocks, 1, LETTERS);
    requireBetween("attributes", attributes, 1, LETTERS);
    requireBetween("values", values, 2, Integer.MAX_VALUE);
    requireBetween("words", words, 1, Integer.MAX_VALUE);
    requireBetween("maxDepth", maxDepth, 1, Integer.MAX_VALUE);
  }

  private static void requireBetween(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          String.format("A grammar needs %s between %d and %d; got %d.", name, min, max, value));
    }
  }

  /**
   * The grammar of the quickstart: 45 symbols, blocks up to four deep.
   *
   * @return 8 block names, 4 attributes with 4 values, 8 words
   */
  public static Grammar standard() {
    return new Grammar(8, 4, 4, 8, 4);
  }

  /**
   * The number of different symbols.
   *
   * @return size of the alphabet; symbols are 0 to size - 1
   */
  public int size() {
    return word(words);
  }

  int opening(int block) {
    return 1 + block;
  }

  int closing(int block) {
    return opening(blocks) + block;
  }

  int question(int attribute) {
    return closing(blocks) + attribute;
  }

  int value(int attribute, int value) {
    return question(attributes) + attribute * values + value;
  }

  int word(int word) {
    return value(attributes, 0) + word;
  }

  /**
   * A symbol as text.
   *
   * @param symbol 0 to size - 1
   * @return for example {@code <C}, {@code end}, {@code C>}, {@code y?}, {@code y=3} or {@code w2}
   */
  public String text(int symbol) {
    if (symbol < 0 || symbol >= size()) {
      throw new IllegalArgumentException(
          "Symbols of this grammar are 0 to " + (size() - 1) + "; got " + symbol + ".");
    }
    if (symbol == END) {
      return "end";
    }
    if (symbol < closing(0)) {
      return "<" + letter('A', symbol - opening(0));
    }
    if (symbol < question(0)) {
      return letter('A', symbol - closing(0)) + ">";
    }
    if (symbol < value(0, 0)) {
      return attribute(symbol - question(0)) + "?";
    }
    if (symbol < word(0)) {
      int index = symbol - value(0, 0);
      return attribute(index / values) + "=" + index % values;
    }
    return "w" + (symbol - word(0));
  }

  /** The last letters of the alphabet, so that attributes look like variables. */
  private String attribute(int attribute) {
    return letter('z', attribute + 1 - attributes);
  }

  private static String letter(char first, int offset) {
    return String.valueOf((char) (first + offset));
  }
}
