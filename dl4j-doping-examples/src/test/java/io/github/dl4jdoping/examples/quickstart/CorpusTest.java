package io.github.dl4jdoping.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class CorpusTest {

  private final Corpus corpus = new Corpus(Grammar.standard(), 20, 11);

  @Test
  void everyVariantSeesTheSameBatches() {
    Iterator<DataSet> once = corpus.training(3);
    Iterator<DataSet> again = corpus.training(3);
    DataSet first = once.next();
    assertThat(first).isEqualTo(again.next());
    assertThat(once.next()).isEqualTo(again.next()).isNotEqualTo(first);
  }

  @Test
  void testDocumentsAreOthersThanTrainingDocuments() {
    DataSet test = corpus.dataSet(corpus.test(3));
    assertThat(test.getFeatures()).isNotEqualTo(corpus.training(3).next().getFeatures());
  }

  @Test
  void anotherSeedGivesOtherDocuments() {
    Corpus other = new Corpus(Grammar.standard(), 20, 12);
    assertThat(other.test(1).get(0).symbols().toArray())
        .isNotEqualTo(corpus.test(1).get(0).symbols().toArray());
  }

  @Test
  void labelsAreTheNextSymbols() {
    List<Document> documents = corpus.test(2);
    DataSet dataSet = corpus.dataSet(documents);
    assertThat(dataSet.getFeatures().shape()).containsExactly(2, 45, 20);
    INDArray features = dataSet.getFeatures().argMax(1);
    INDArray labels = dataSet.getLabels().argMax(1);
    for (int step = 0; step < 20; step++) {
      assertThat(features.getLong(1, step)).isEqualTo(documents.get(1).symbol(step));
      assertThat(labels.getLong(1, step)).isEqualTo(documents.get(1).symbol(step + 1));
    }
    assertThat(dataSet.getLabels().sumNumber().doubleValue()).isEqualTo(2 * 20);
  }
}
