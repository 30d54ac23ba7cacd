package io.github.dl4jdoping.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentTest {

  private final Grammar grammar = Grammar.standard();

  @Test
  void theSameSeedGivesTheSameDocument() {
    assertThat(texts(document(7))).isEqualTo(texts(document(7)));
    assertThat(texts(document(7))).isNotEqualTo(texts(document(8)));
  }

  /** Parsed from the text, without the code that generated it. */
  @Test
  void everyClosingAndEveryAnswerAgreesWithTheTextBefore() {
    int memory = 0;
    for (int seed = 0; seed < 100; seed++) {
      Document document = document(seed);
      int[] expected = distancesByParsing(texts(document));
      assertThat(distances(document)).isEqualTo(expected);
      memory += (int) Arrays.stream(expected).filter(distance -> distance >= 10).count();
    }
    assertThat(memory).as("memory positions in 100 documents").isGreaterThan(200);
  }

  private int[] distancesByParsing(List<String> texts) {
    int[] distances = new int[texts.size()];
    Deque<Integer> open = new ArrayDeque<>();
    Map<String, Integer> mentioned = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      String before = i == 0 ? "" : texts.get(i - 1);
      if (text.startsWith("<")) {
        open.push(i);
        assertThat(open.size()).isLessThanOrEqualTo(grammar.maxDepth());
      } else if (text.endsWith(">")) {
        assertThat(before).isEqualTo("end");
        int opened = open.pop();
        assertThat(texts.get(opened)).isEqualTo("<" + text.charAt(0));
        distances[i] = i - opened;
      } else if (text.contains("=")) {
        String attribute = text.substring(0, 1);
        if (before.equals(attribute + "?")) {
          int last = mentioned.get(attribute);
          assertThat(text).isEqualTo(texts.get(last));
          distances[i] = i - last;
        }
        mentioned.put(attribute, i);
      }
    }
    return distances;
  }

  @Test
  void memoryPositionsAreThoseDeterminedLongAgo() {
    int[] symbols = new int[23];
    Arrays.fill(symbols, grammar.word(0));
    symbols[0] = grammar.value(0, 1);
    symbols[8] = grammar.question(0);
    symbols[9] = grammar.value(0, 1);
    symbols[18] = grammar.question(0);
    symbols[19] = grammar.value(0, 1);
    Document document = Document.of(grammar, symbols);
    assertThat(document.memoryDistance(9)).isEqualTo(9);
    assertThat(document.isMemory(9)).isFalse();
    assertThat(document.memoryDistance(19)).isEqualTo(10);
    assertThat(document.isMemory(19)).isTrue();
    assertThat(document.isMemory(20)).isFalse();
  }

  @Test
  void aSymbolThatWasDeterminedHasProbabilityOne() {
    Document document = document(3);
    for (int i = 0; i < document.length(); i++) {
      boolean determined = document.memoryDistance(i) > 0;
      assertThat(document.logProbability(i) == 0).isEqualTo(determined);
    }
  }

  @Test
  void thePerfectPredictorBeatsFrequencies() {
    List<Document> documents = Stream.generate(this::next).limit(100).toList();
    double[] counts = new double[grammar.size()];
    documents.forEach(d -> d.symbols().skip(1).forEach(s -> counts[s]++));
    double all = Arrays.stream(counts).sum();
    double unigram =
        Arrays.stream(counts).filter(c -> c > 0).map(c -> -c / all * Math.log(c / all)).sum();
    assertThat(Evaluation.ofGenerator(documents).perplexity())
        .isLessThan(Math.exp(unigram) / 3)
        .isGreaterThan(5);
  }

  /** All documents of a small grammar, one by one. */
  @Test
  void theBoundIsTheEntropyOfAllPossibleDocuments() {
    Grammar small = new Grammar(2, 1, 2, 1, 1);
    int length = 5;
    double[] massAndEntropy = new double[2];
    enumerate(small, new int[length], 0, 1, massAndEntropy);
    assertThat(massAndEntropy[0]).isEqualTo(1, within(1e-12));

    SplittableRandom chance = new SplittableRandom(1);
    double sampled =
        Stream.generate(() -> Document.generate(small, length, chance))
            .limit(20_000)
            .mapToDouble(document -> surprise(document))
            .average()
            .orElseThrow();
    assertThat(sampled).isEqualTo(massAndEntropy[1], within(0.02));
  }

  private static void enumerate(
      Grammar grammar, int[] symbols, int length, double probability, double[] massAndEntropy) {
    if (length == symbols.length) {
      massAndEntropy[0] += probability;
      massAndEntropy[1] -= probability * Math.log(probability);
      return;
    }
    GrammarState state = new GrammarState(grammar);
    Arrays.stream(symbols).limit(length).forEach(state::read);
    double[] next = state.next();
    for (int symbol = 0; symbol < next.length; symbol++) {
      if (next[symbol] > 0) {
        symbols[length] = symbol;
        enumerate(grammar, symbols, length + 1, probability * next[symbol], massAndEntropy);
      }
    }
  }

  private final SplittableRandom random = new SplittableRandom(5);

  private Document next() {
    return Document.generate(grammar, 65, random);
  }

  private Document document(long seed) {
    return Document.generate(grammar, 65, new SplittableRandom(seed));
  }

  private static double surprise(Document document) {
    return -IntStream.range(0, document.length()).mapToDouble(document::logProbability).sum();
  }

  private static int[] distances(Document document) {
    return IntStream.range(0, document.length()).map(document::memoryDistance).toArray();
  }

  private List<String> texts(Document document) {
    return document.symbols().mapToObj(grammar::text).toList();
  }
}
