package io.github.dl4jdoping.examples.quickstart;

import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Training and test documents of one seed. Training never sees a document twice, so that there is
 * nothing to overfit; every call starts the same stream again.
 *
 * @param grammar the language
 * @param steps time steps of a document: it has one symbol more, as each step predicts the next one
 * @param seed seed of both the training and the test documents
 */
record Corpus(Grammar grammar, int steps, long seed) {

  /**
   * Test documents, drawn apart from the training documents.
   *
   * @param count number of documents
   * @return the documents; the first ones are the same whatever the count
   */
  public List<Document> test(int count) {
    return documents(new SplittableRandom(seed).split()).limit(count).toList();
  }

  /**
   * Training batches without end.
   *
   * @param batch documents in a batch
   * @return batches as {@link #dataSet} makes them, the same for every call
   */
  public Iterator<DataSet> training(int batch) {
    Iterator<Document> documents = documents(new SplittableRandom(seed)).iterator();
    return Stream.generate(() -> next(documents, batch)).map(this::dataSet).iterator();
  }

  private static List<Document> next(Iterator<Document> documents, int count) {
    return Stream.generate(documents::next).limit(count).toList();
  }

  private Stream<Document> documents(SplittableRandom random) {
    return Stream.generate(() -> Document.generate(grammar, steps + 1, random));
  }

  /**
   * Documents as network input: one-hot symbols, and as labels the symbol after each.
   *
   * @param documents N documents of this corpus
   * @return features and labels, each {@code [N, alphabet, steps]}
   */
  public DataSet dataSet(List<Document> documents) {
    return new DataSet(oneHot(documents, 0), oneHot(documents, 1));
  }

  private INDArray oneHot(List<Document> documents, int offset) {
    int alphabet = grammar.size();
    float[] values = new float[documents.size() * alphabet * steps];
    for (int document = 0; document < documents.size(); document++) {
      for (int step = 0; step < steps; step++) {
        values[
                (document * alphabet + documents.get(document).symbol(step + offset)) * steps
                    + step] =
            1;
      }
    }
    return Nd4j.create(values, new long[] {documents.size(), alphabet, steps}, 'c')
        .castTo(DataType.FLOAT);
  }
}
