package io.github.dl4jdoping.examples.atis;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A batch of N utterances as arrays, padded to the longest of them.
 *
 * @param words numbers of words {@code [N, steps]}; 0 beyond the end of an utterance
 * @param mask 1 where there is a word {@code [N, steps]}
 */
record BatchArrays(INDArray words, INDArray mask) {

  /**
   * Makes the arrays.
   *
   * @param batch at least one utterance
   * @return words and mask
   */
  static BatchArrays of(List<Utterance> batch) {
    int steps = batch.stream().mapToInt(Utterance::steps).max().orElseThrow();
    float[] words = new float[batch.size() * steps];
    float[] mask = new float[batch.size() * steps];
    for (int i = 0; i < batch.size(); i++) {
      int[] ids = batch.get(i).words();
      for (int step = 0; step < ids.length; step++) {
        words[i * steps + step] = ids[step];
        mask[i * steps + step] = 1;
      }
    }
    long[] shape = {batch.size(), steps};
    return new BatchArrays(Nd4j.create(words, shape, 'c'), Nd4j.create(mask, shape, 'c'));
  }

  /**
   * What the network should answer.
   *
   * @param batch of utterances whose intents are known
   * @param intents number of intents
   * @return one-hot rows {@code [N, intents]}
   */
  static INDArray labels(List<Utterance> batch, int intents) {
    float[] labels = new float[batch.size() * intents];
    for (int i = 0; i < batch.size(); i++) {
      labels[i * intents + batch.get(i).intent()] = 1;
    }
    return Nd4j.create(labels, new long[] {batch.size(), intents}, 'c');
  }
}
