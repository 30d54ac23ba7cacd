package io.github.dl4jdoping.examples.quickstart;

import java.util.Arrays;

/**
 * What must be remembered of a document so far to know the distribution of its next symbol. The
 * state is a function of the symbols read, so the probabilities that it gives are the exact ones:
 * no predictor does better on average.
 */
final class GrammarState {

  private static final int NONE = -1;
  private static final double ZIPF_EXPONENT = 1.5;

  private final Grammar grammar;
  private final double[] zipf;
  private final int[] openBlocks;
  private final int[] openedAt;
  private final int[] values;
  private final int[] mentionedAt;
  private int depth;
  private int asked = NONE;
  private boolean closing;
  private int position;

  /**
   * The state at the start of a document: no open block, no attribute with a value.
   *
   * @param grammar the alphabet
   */
  public GrammarState(Grammar grammar) {
    this.grammar = grammar;
    this.zipf = zipf(grammar.words());
    this.openBlocks = new int[grammar.maxDepth()];
    this.openedAt = new int[grammar.maxDepth()];
    this.values = new int[grammar.attributes()];
    this.mentionedAt = new int[grammar.attributes()];
    Arrays.fill(values, NONE);
  }

  private static double[] zipf(int words) {
    double[] weights = new double[words];
    for (int rank = 0; rank < words; rank++) {
      weights[rank] = Math.pow(rank + 1, -ZIPF_EXPONENT);
    }
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }

  /**
   * How many symbols ago the next symbol was determined.
   *
   * @return the distance, at least 1, if there is exactly one right symbol; 0 if it is chance
   */
  public int memoryDistance() {
    if (closing) {
      return position - openedAt[depth - 1];
    }
    return asked == NONE ? 0 : position - mentionedAt[asked];
  }

  /**
   * The distribution of the next symbol.
   *
   * @return a new array of the alphabet's size; sums to 1
   */
  public double[] next() {
    double[] probability = new double[grammar.size()];
    if (closing) {
      probability[grammar.closing(openBlocks[depth - 1])] = 1;
    } else if (asked != NONE) {
      probability[grammar.value(asked, values[asked])] = 1;
    } else {
      statement(probability);
    }
    return probability;
  }

  private void statement(double[] probability) {
    int known = (int) Arrays.stream(values).filter(value -> value != NONE).count();
    boolean canOpen = depth < grammar.maxDepth();
    int statements = 2 + (canOpen ? 1 : 0) + (depth > 0 ? 1 : 0) + (known > 0 ? 1 : 0);
    double each = 1.0 / statements;
    words(probability, each);
    int assignments = grammar.attributes() * grammar.values();
    spread(probability, grammar.value(0, 0), assignments, each);
    if (canOpen) {
      spread(probability, grammar.opening(0), grammar.blocks(), each);
    }
    if (depth > 0) {
      probability[Grammar.END] = each;
    }
    for (int attribute = 0; attribute < values.length; attribute++) {
      if (values[attribute] != NONE) {
        probability[grammar.question(attribute)] = each / known;
      }
    }
  }

  private void words(double[] probability, double share) {
    int shift = depth == 0 ? 0 : 1 + openBlocks[depth - 1];
    for (int rank = 0; rank < zipf.length; rank++) {
      probability[grammar.word((rank + shift) % zipf.length)] = share * zipf[rank];
    }
  }

  private static void spread(double[] probability, int first, int count, double share) {
    Arrays.fill(probability, first, first + count, share / count);
  }

  /**
   * Reads one symbol.
   *
   * @param symbol one that {@link #next} gives a positive probability
   * @throws IllegalArgumentException if the grammar forbids the symbol here
   */
  public void read(int symbol) {
    if (next()[symbol] == 0) {
      throw new IllegalArgumentException(
          "The grammar forbids " + grammar.text(symbol) + " at position " + position + ".");
    }
    if (closing) {
      depth--;
      closing = false;
    } else if (symbol == Grammar.END) {
      closing = true;
    } else if (symbol < grammar.closing(0)) {
      openBlocks[depth] = symbol - grammar.opening(0);
      openedAt[depth++] = position;
    } else if (symbol < grammar.value(0, 0)) {
      asked = symbol - grammar.question(0);
    } else if (symbol < grammar.word(0)) {
      readValue(symbol - grammar.value(0, 0));
    }
    position++;
  }

  private void readValue(int index) {
    int attribute = index / grammar.values();
    values[attribute] = index % grammar.values();
    mentionedAt[attribute] = position;
    asked = NONE;
  }
}
