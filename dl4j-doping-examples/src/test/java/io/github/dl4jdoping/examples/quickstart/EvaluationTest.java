package io.github.dl4jdoping.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  private final Settings settings = new Settings(1, 2, 4, 10);
  private final Corpus corpus = settings.corpus();
  private final List<Document> documents = corpus.test(20);

  @Test
  void aNetworkThatKnowsNothingIsAsPerplexedAsTheAlphabetIsLarge() {
    Evaluation evaluation = Evaluation.of(blank(), corpus, documents);
    assertThat(evaluation.perplexity()).isEqualTo(45, within(1e-3));
    assertThat(evaluation.memoryAccuracy()).isZero();
  }

  @Test
  void accuracyIsTakenAtMemoryPositionsOnly() {
    Grammar grammar = corpus.grammar();
    int favourite = grammar.value(2, 1);
    MultiLayerNetwork network = blank();
    network.getLayer(1).getParam("b").putScalar(favourite, 1);
    long right = 0;
    long all = 0;
    for (Document document : documents) {
      for (int i = 1; i < document.length(); i++) {
        all += document.isMemory(i) ? 1 : 0;
        right += document.isMemory(i) && document.symbol(i) == favourite ? 1 : 0;
      }
    }
    assertThat(right).isPositive();
    assertThat(Evaluation.of(network, corpus, documents).memoryAccuracy())
        .isEqualTo((double) right / all, within(1e-12));
  }

  @Test
  void theGeneratorIsNotChargedForTheFirstSymbol() {
    Grammar grammar = new Grammar(1, 1, 2, 1, 1);
    // An assignment, one of two values; a question, one of four statements; its answer, certain.
    Document document =
        Document.of(grammar, grammar.value(0, 0), grammar.question(0), grammar.value(0, 0));
    assertThat(Evaluation.ofGenerator(List.of(document)).perplexity())
        .isEqualTo(Math.sqrt(4), within(1e-12));
  }

  private MultiLayerNetwork blank() {
    MultiLayerNetwork network = new MultiLayerNetwork(Variant.all(settings).get(0).network());
    network.init();
    network.params().assign(0);
    return network;
  }
}
