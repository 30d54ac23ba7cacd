package io.github.dl4jdoping.examples.distributed;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Perplexity per character. */
final class CharacterPerplexity {

  private CharacterPerplexity() {}

  /**
   * The perplexity {@code exp(-1/n * sum of log p(character))}.
   *
   * @param network predicts {@code [sequences, characters, steps]}
   * @param batches as {@link CharacterBatches} cuts them, at least one
   * @return at least 1; 2 to the power of the bits per character
   */
  static double of(MultiLayerNetwork network, List<DataSet> batches) {
    double nats = 0;
    long characters = 0;
    for (DataSet batch : batches) {
      INDArray labels = batch.getLabels();
      INDArray predicted = network.output(batch.getFeatures());
      for (int sequence = 0; sequence < labels.size(0); sequence++) {
        for (int step = 0; step < labels.size(2); step++) {
          int next = labels.getInt(sequence, 0, step);
          nats -= Math.log(predicted.getDouble(sequence, next, step));
        }
      }
      characters += labels.length();
    }
    return Math.exp(nats / characters);
  }
}
