package io.github.dl4jdoping.examples.quickstart;

import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How well the symbols of test documents were predicted, each from those before it; the first
 * symbol of a document is not counted.
 *
 * @param perplexity exponential of the mean cross entropy in nats, over all symbols
 * @param memoryAccuracy share of the memory positions at which the most probable symbol was right
 */
record Evaluation(double perplexity, double memoryAccuracy) {

  /**
   * Evaluates a network.
   *
   * @param network predicts {@code [N, alphabet, steps]} from an input of that shape
   * @param corpus the corpus of the documents
   * @param documents test documents
   * @return the evaluation
   */
  public static Evaluation of(MultiLayerNetwork network, Corpus corpus, List<Document> documents) {
    INDArray predicted = network.output(corpus.dataSet(documents).getFeatures());
    INDArray best = predicted.argMax(1);
    double nats = 0;
    int right = 0;
    int memory = 0;
    for (int i = 0; i < documents.size(); i++) {
      Document document = documents.get(i);
      for (int step = 0; step < corpus.steps(); step++) {
        int symbol = document.symbol(step + 1);
        nats -= Math.log(predicted.getDouble(i, symbol, step));
        if (document.isMemory(step + 1)) {
          memory++;
          right += best.getLong(i, step) == symbol ? 1 : 0;
        }
      }
    }
    int symbols = documents.size() * corpus.steps();
    return new Evaluation(Math.exp(nats / symbols), (double) right / memory);
  }

  /**
   * What the generator itself reaches on its documents: it knows each symbol's probability, so no
   * predictor can be expected to do better.
   *
   * @param documents test documents
   * @return the evaluation of a perfect predictor
   */
  public static Evaluation ofGenerator(List<Document> documents) {
    double nats =
        documents.stream()
            .flatMapToDouble(
                document ->
                    IntStream.range(1, document.length())
                        .mapToDouble(position -> -document.logProbability(position)))
            .average()
            .orElseThrow();
    return new Evaluation(Math.exp(nats), 1);
  }
}
