package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdoping.kernel.KernelProvider;
import io.github.dl4jdoping.kernel.KroneckerShape;
import io.github.dl4jdoping.kernel.TrainableDense;
import io.github.dl4jdoping.kernel.TrainableMatrix;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/** A sequence whose outputs are too many for the cache is masked in parts. */
class ArrayWeightsTest {

  private static final int STEPS = 11;
  private static final int BATCH = 20;
  private static final int ROWS = 12;
  private static final int COLUMNS = 1000;

  /** Rows of half a time step. */
  private static final int PART = BATCH / 2;

  private final Random random = new Random(8);
  private final Share memory = Share.of(1).get(0);

  private ArrayWeights masked(boolean perSequence) {
    KroneckerShape shape = new KroneckerShape(1, 3, 40, 4, 25);
    return masked(
        KernelProvider.kernels().trainableKronecker(shape, random(120), random(100)), perSequence);
  }

  private static ArrayWeights masked(TrainableMatrix matrix, boolean perSequence) {
    TermDropout dropout = new TermDropout();
    int steps = perSequence ? 1 : STEPS;
    dropout.masks().drawing(9, 0.4, steps, BATCH, COLUMNS, DataType.FLOAT).run();
    ArrayWeights.Term term = new ArrayWeights.Term(matrix, dropout, List.of(), () -> {});
    return new ArrayWeights(ROWS, COLUMNS, List.of(term));
  }

  private float[] random(int length) {
    float[] values = new float[length];
    IntStream.range(0, length).forEach(i -> values[i] = random.nextFloat() - 0.5f);
    return values;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void allRowsAtOnceAreEachPartForItself(boolean perSequence) {
    ArrayWeights weights = masked(perSequence);
    float[] x = random(STEPS * BATCH * ROWS);
    float[] together = random(STEPS * BATCH * COLUMNS);
    float[] apart = together.clone();

    weights.add(0, STEPS * BATCH, x, 0, together, memory);
    for (int row = 0; row < STEPS * BATCH; row += PART) {
      weights.add(row, PART, x, row * ROWS, apart, memory);
    }

    assertClose(together, apart);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void soAreTheirGradients(boolean perSequence) {
    ArrayWeights weights = masked(perSequence);
    float[] dy = random(STEPS * BATCH * COLUMNS);
    float[] together = random(STEPS * BATCH * ROWS);
    float[] apart = together.clone();

    weights.prepareGradients(STEPS * BATCH);
    weights.addTransposed(0, STEPS * BATCH, dy, together, 0, memory);
    for (int row = 0; row < STEPS * BATCH; row += PART) {
      weights.addTransposed(row, PART, dy, apart, row * ROWS, memory);
    }

    assertClose(together, apart);
  }

  /** Or a training that is resumed, in new memory, would not go on to the same bits. */
  @Test
  void roundingDoesNotDependOnWhatMemoryWasUsedForBefore() {
    TrainableDense matrix = KernelProvider.kernels().trainableDense(ROWS, COLUMNS);
    matrix.load(FloatBuffer.wrap(random(ROWS * COLUMNS)));
    ArrayWeights weights = masked(matrix, false);
    float[] x = random(3 * ROWS);
    float[] before = new float[STEPS * BATCH * COLUMNS];
    weights.add(0, STEPS * BATCH, random(STEPS * BATCH * ROWS), 0, before, memory);
    float[] used = new float[3 * COLUMNS];
    float[] fresh = new float[3 * COLUMNS];

    weights.add(0, 3, x, 0, used, memory);
    weights.add(0, 3, x, 0, fresh, Share.of(1).get(0));

    assertThat(used).containsExactly(fresh);
  }

  private static void assertClose(float[] found, float[] expected) {
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).as("[%s]", i).isCloseTo(expected[i], within(1e-4f));
    }
  }
}
