package io.github.dl4jdoping.examples.tasks;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Some words of a vocabulary that stand for all of them in one training step, so that the step needs
 * the logits of those words alone (Jean et al., "On using very large target vocabulary for neural
 * machine translation", 2015, section 3).
 *
 * <p>The first words of the vocabulary are always there. Of the others some are drawn, all with the
 * same probability and none twice, and each of them counts for its share of all the others. For any
 * token the sum of exponentials over these words and its own target is then an unbiased estimate of
 * the softmax's denominator. It varies less the more frequent the first words of the vocabulary are.
 * Targets that are not among all these are added for the sake of their own tokens only.
 */
final class WordSample {

  private final int[] words;
  private final int[] targets;
  private final double[] logWeights;

  private WordSample(int[] words, int[] targets, double[] logWeights) {
    this.words = words;
    this.targets = targets;
    this.logWeights = logWeights;
  }

  /**
   * Draws words.
   *
   * @param vocabulary number of words that there are
   * @param size number of words besides added targets; even, at least 2 and below {@code vocabulary}:
   *     half of them are the first ones, the others drawn
   * @param targets word ids of all tokens
   * @param random source of the draw
   * @return the sample
   */
  static WordSample draw(int vocabulary, int size, int[] targets, SplittableRandom random) {
    int first = size / 2;
    int[] words = new int[size + targets.length];
    int[] positions = new int[vocabulary];
    Arrays.fill(positions, -1);
    int[] rest = new int[vocabulary - first];
    Arrays.setAll(rest, i -> first + i);
    int count = 0;
    while (count < size) {
      int word = count < first ? count : draw(rest, count - first, random);
      positions[word] = count;
      words[count++] = word;
    }
    int[] targetPositions = new int[targets.length];
    for (int i = 0; i < targets.length; i++) {
      int word = targets[i];
      if (positions[word] < 0) {
        positions[word] = count;
        words[count++] = word;
      }
      targetPositions[i] = positions[word];
    }
    double weight = rest.length / (double) (size - first);
    double[] logWeights = new double[count];
    Arrays.fill(logWeights, first, size, Math.log(weight));
    Arrays.fill(logWeights, size, count, Double.NEGATIVE_INFINITY);
    return new WordSample(Arrays.copyOf(words, count), targetPositions, logWeights);
  }

  /** One step of a Fisher-Yates shuffle. */
  private static int draw(int[] rest, int drawn, SplittableRandom random) {
    int at = random.nextInt(drawn, rest.length);
    int word = rest[at];
    rest[at] = rest[drawn];
    rest[drawn] = word;
    return word;
  }

  /**
   * The words.
   *
   * @return their ids, without repetition
   */
  int[] words() {
    return words.clone();
  }

  /**
   * Where the targets are among the words.
   *
   * @return an index into {@link #words} for each token
   */
  int[] targets() {
    return targets.clone();
  }

  /**
   * Turns logits into those whose softmax over the sample estimates the softmax over the vocabulary.
   *
   * @param logits of the words for each token, {@code [tokens, words]}; overwritten
   */
  void weigh(INDArray logits) {
    double[] own = new double[targets.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = logits.getDouble(i, targets[i]);
    }
    logits.addiRowVector(Nd4j.createFromArray(logWeights).castTo(logits.dataType()));
    for (int i = 0; i < own.length; i++) {
      logits.putScalar(i, targets[i], own[i]);
    }
  }

  /**
   * The words' columns of a matrix.
   *
   * @param all a column for each word of the vocabulary, column-major
   * @param target receives {@code [rows, words]}, column-major
   */
  void pull(INDArray all, INDArray target) {
    Nd4j.pullRows(all.transpose(), target.transpose(), 1, words);
  }

  /**
   * Sets the words' columns of a matrix, and the others to zero.
   *
   * @param columns {@code [rows, words]}, column-major
   * @param all receives a column for each word of the vocabulary, column-major
   */
  void spread(INDArray columns, INDArray all) {
    all.assign(0);
    INDArray rows = all.transpose();
    Nd4j.exec(
        DynamicCustomOp.builder("scatter_upd")
            .addInputs(rows, Nd4j.createFromArray(words), columns.transpose())
            .addOutputs(rows)
            .build());
  }
}
