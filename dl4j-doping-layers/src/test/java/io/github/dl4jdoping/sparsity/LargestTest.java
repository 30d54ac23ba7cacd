package io.github.dl4jdoping.sparsity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LargestTest {

  static Stream<Named<IntToDoubleFunction>> arrays() {
    Random random = new Random(6);
    return Stream.of(
        Named.of("random", i -> random.nextDouble()),
        Named.of("with many ties", i -> random.nextInt(5)),
        Named.of("mostly zero", i -> Math.max(0, random.nextInt(20) - 15)),
        Named.of("rising", i -> i),
        Named.of("falling", i -> 1000 - i),
        Named.of("constant", i -> 3),
        Named.of("two halves", i -> Math.min(i, 90 - i) + 50),
        Named.of("infinite here and there", i -> i % 7 == 0 ? Double.POSITIVE_INFINITY : i));
  }

  /** Of equal values those that come first, and never a zero. */
  @ParameterizedTest
  @MethodSource("arrays")
  void marksWhatSortingWouldPutFirst(IntToDoubleFunction array) {
    for (int size = 1; size < 90; size += 11) {
      double[] values = IntStream.range(0, size).mapToDouble(array).toArray();
      double[] before = values.clone();
      for (int count = 0; count <= size + 1; count++) {
        boolean[] marked = new boolean[size];
        Largest.mark(values, 0, size, count, marked);
        assertThat(marked)
            .as("%d of %s", count, Arrays.toString(values))
            .isEqualTo(first(values, count));
      }
      assertThat(values).isEqualTo(before);
    }
  }

  private static boolean[] first(double[] values, int count) {
    boolean[] marked = new boolean[values.length];
    IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparing(i -> -values[i]))
        .limit(count)
        .filter(i -> values[i] != 0)
        .forEach(i -> marked[i] = true);
    return marked;
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void looksAtItsRangeAlone(IntToDoubleFunction array) {
    double[] values = IntStream.range(0, 60).mapToDouble(array).toArray();
    boolean[] marked = new boolean[60];
    Largest.mark(values, 20, 40, 5, marked);
    boolean[] expected = new boolean[60];
    System.arraycopy(first(Arrays.copyOfRange(values, 20, 40), 5), 0, expected, 20, 20);
    assertThat(marked).isEqualTo(expected);
  }
}
