package io.github.dl4jdoping.examples.translation;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * N pairs as arrays.
 *
 * @param source sentences from the last word to the first {@code [N, 1, steps]}, padded with 0 at
 *     the end
 * @param sourceMask 1 where there is a word {@code [N, steps]}
 * @param given what the decoder is given, {@link Multi30k#START} and the translation {@code [N, 1,
 *     words + 1]}
 * @param wanted what it should say, the translation and {@link Multi30k#END} {@code [N, 1, words +
 *     1]}
 */
record Batch(INDArray source, INDArray sourceMask, INDArray given, INDArray wanted) {

  /**
   * Makes the arrays.
   *
   * @param pairs at least one, with translations of the same length
   * @return the batch
   */
  static Batch of(List<SentencePair> pairs) {
    int n = pairs.size();
    int words = pairs.get(0).target().length;
    float[] given = new float[n * (words + 1)];
    float[] wanted = new float[n * (words + 1)];
    for (int i = 0; i < n; i++) {
      int[] target = pairs.get(i).target();
      int row = i * (words + 1);
      given[row] = Multi30k.START;
      for (int word = 0; word < words; word++) {
        given[row + word + 1] = target[word];
        wanted[row + word] = target[word];
      }
      wanted[row + words] = Multi30k.END;
    }
    Sources sources = Sources.of(pairs.stream().map(SentencePair::source).toList());
    long[] shape = {n, 1, words + 1};
    return new Batch(
        sources.words(),
        sources.mask(),
        Nd4j.create(given, shape, 'c'),
        Nd4j.create(wanted, shape, 'c'));
  }

  /**
   * The number of predictions.
   *
   * @return words and ends
   */
  long predictions() {
    return wanted.length();
  }
}
