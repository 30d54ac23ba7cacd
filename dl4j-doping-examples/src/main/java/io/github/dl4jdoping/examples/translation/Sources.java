package io.github.dl4jdoping.examples.translation;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * N sentences to be translated, as arrays.
 *
 * @param words from the last to the first {@code [N, 1, steps]}, padded with 0 at the end
 * @param mask 1 where there is a word {@code [N, steps]}
 */
record Sources(INDArray words, INDArray mask) {

  /**
   * Makes the arrays.
   *
   * @param sentences at least one, as numbers of words in the order of writing
   * @return words and mask
   */
  static Sources of(List<int[]> sentences) {
    int n = sentences.size();
    int steps = sentences.stream().mapToInt(sentence -> sentence.length).max().orElseThrow();
    float[] words = new float[n * steps];
    float[] mask = new float[n * steps];
    for (int i = 0; i < n; i++) {
      int[] sentence = sentences.get(i);
      for (int step = 0; step < sentence.length; step++) {
        words[i * steps + step] = sentence[sentence.length - 1 - step];
        mask[i * steps + step] = 1;
      }
    }
    return new Sources(
        Nd4j.create(words, new long[] {n, 1, steps}, 'c'),
        Nd4j.create(mask, new long[] {n, steps}, 'c'));
  }
}
