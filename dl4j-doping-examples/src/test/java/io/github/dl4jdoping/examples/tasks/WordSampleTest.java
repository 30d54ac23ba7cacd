package io.github.dl4jdoping.examples.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class WordSampleTest {

  private static final int VOCABULARY = 50;
  private static final int SIZE = 12;

  /** The first is always there, the second sometimes drawn, and there twice. */
  private static final int[] TARGETS = {2, 30, 30, 49};

  private final SplittableRandom random = new SplittableRandom(5);

  private WordSample draw() {
    return WordSample.draw(VOCABULARY, SIZE, TARGETS, random);
  }

  @Test
  void hasTheFirstWordsAsManyOthersAndTheTargets() {
    for (int i = 0; i < 100; i++) {
      WordSample sample = draw();
      int[] words = sample.words();

      assertThat(words).doesNotHaveDuplicates().startsWith(0, 1, 2, 3, 4, 5);
      assertThat(Arrays.stream(words, 6, SIZE)).allMatch(word -> word >= 6 && word < 50);
      assertThat(words.length).isBetween(SIZE, SIZE + 2);
      assertThat(Arrays.stream(sample.targets()).map(position -> words[position]))
          .containsExactly(2, 30, 30, 49);
    }
  }

  @Test
  void drawsAllOtherWordsEquallyOften() {
    int[] counts = new int[VOCABULARY];
    int draws = 22_000;
    for (int i = 0; i < draws; i++) {
      Arrays.stream(draw().words(), 6, SIZE).forEach(word -> counts[word]++);
    }
    // The mean is 3000, the standard deviation 51.
    assertThat(Arrays.stream(counts, 6, VOCABULARY)).allMatch(n -> n > 2700 && n < 3300);
  }

  @Test
  void theDenominatorIsRightOnAverage() {
    INDArray logits = Nd4j.create(DataType.DOUBLE, TARGETS.length, VOCABULARY);
    for (int i = 0; i < TARGETS.length; i++) {
      for (int j = 0; j < VOCABULARY; j++) {
        logits.putScalar(i, j, Math.sin(3 * i + j));
      }
    }
    double[] sums = new double[TARGETS.length];
    int draws = 10_000;
    for (int i = 0; i < draws; i++) {
      INDArray weighed = weighed(draw(), logits);
      for (int token = 0; token < sums.length; token++) {
        sums[token] += sumOfExponentials(weighed.getRow(token)) / draws;
      }
    }
    for (int token = 0; token < sums.length; token++) {
      double exact = sumOfExponentials(logits.getRow(token));
      assertThat(sums[token]).as("token %s", token).isCloseTo(exact, within(0.01 * exact));
    }
  }

  @Test
  void ownLogitsStayAsTheyAre() {
    INDArray logits = Nd4j.rand(DataType.DOUBLE, TARGETS.length, VOCABULARY);
    WordSample sample = draw();

    INDArray weighed = weighed(sample, logits);

    for (int token = 0; token < TARGETS.length; token++) {
      assertThat(weighed.getDouble(token, sample.targets()[token]))
          .isEqualTo(logits.getDouble(token, TARGETS[token]));
    }
  }

  @Test
  void columnsAreWhatWasPulledAndNothingElse() {
    INDArray all = Nd4j.rand(DataType.DOUBLE, 3, VOCABULARY).dup('f');
    INDArray spread = Nd4j.ones(DataType.DOUBLE, 3, VOCABULARY).dup('f');
    WordSample sample = draw();
    INDArray columns = Nd4j.create(DataType.DOUBLE, new long[] {3, sample.words().length}, 'f');

    sample.pull(all, columns);
    sample.spread(columns, spread);

    int[] words = sample.words();
    for (int word = 0; word < VOCABULARY; word++) {
      int id = word;
      boolean there = IntStream.of(words).anyMatch(w -> w == id);
      INDArray expected = there ? all.getColumn(word) : Nd4j.zeros(DataType.DOUBLE, 3);
      assertThat(spread.getColumn(word)).as("word %s", word).isEqualTo(expected);
    }
  }

  private static INDArray weighed(WordSample sample, INDArray logits) {
    INDArray ofSample = Nd4j.pullRows(logits.transpose().dup('c'), 1, sample.words()).transpose();
    INDArray weighed = ofSample.dup('c');
    sample.weigh(weighed);
    return weighed;
  }

  private static double sumOfExponentials(INDArray logits) {
    return Arrays.stream(logits.toDoubleVector()).map(Math::exp).sum();
  }
}
