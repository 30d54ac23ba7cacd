package io.github.dl4jdoping.sparsity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowDropoutTest {

  private static final int MANY = 100_000;

  private static float[] draw(long key, double probability, int length) {
    float[] masks = new float[length];
    RowDropout.fill(key, probability, masks);
    return masks;
  }

  private static double mean(float[] masks) {
    return IntStream.range(0, masks.length).mapToDouble(i -> masks[i]).average().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.2, 0.5, 0.7, 0.9})
  void dropsAtItsRateAndKeepsTheMean(double probability) {
    float[] masks = draw(11, probability, MANY);
    float scale = (float) (1 / (1 - probability));
    assertThat(masks).containsOnly(0, scale);
    double deviation = Math.sqrt(probability * (1 - probability) / MANY);
    double dropped = IntStream.range(0, MANY).filter(i -> masks[i] == 0).count() / (double) MANY;
    assertThat(dropped).isEqualTo(probability, within(4 * deviation));
    assertThat(mean(masks)).isEqualTo(1, within(4 * deviation * scale));
  }

  @Test
  void noDropoutIsNoMask() {
    assertThat(draw(11, 0, 1001)).containsOnly(1);
  }

  @Test
  void drawsDependOnKeyAndPlaceAlone() {
    float[] seven = draw(5, 0.5, 7);
    assertThat(seven).isEqualTo(draw(5, 0.5, 7));
    for (int length = 0; length < 7; length++) {
      assertThat(draw(5, 0.5, length)).isEqualTo(Arrays.copyOf(seven, length));
    }
  }

  /** By the published hash, one draw after the other; a resumed training depends on every one. */
  @ParameterizedTest
  @CsvSource({"5, 0.3", "-1, 0.999", "0, 0.5"})
  void drawsAreHalvesOfSplitMix64(long key, double probability) {
    float[] masks = draw(key, probability, 4099);
    for (int i = 0; i < masks.length; i++) {
      long z = key + 0x9E3779B97F4A7C15L * (i / 2 + 1);
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      z ^= z >>> 31;
      double uniform = (i % 2 == 0 ? z >>> 32 : z & 0xFFFFFFFFL) / 0x1p32;
      assertThat(masks[i] == 0).as("draw %s", i).isEqualTo(uniform < probability);
    }
  }

  /** Neighbours share one hash, so pairs must be as independent as strangers. */
  @ParameterizedTest(name = "lag {0}")
  @ValueSource(ints = {1, 2, 3, 64})
  void drawsOfAStreamAreIndependent(int lag) {
    float[] masks = draw(23, 0.5, MANY + lag);
    float[] later = Arrays.copyOfRange(masks, lag, masks.length);
    assertThat(correlation(masks, later)).isEqualTo(0, within(4 / Math.sqrt(MANY)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "seed, 8, 0, 0, 0",
    "layer, 7, 1, 0, 0",
    "matrix, 7, 0, 1, 0",
    "iteration, 7, 0, 0, 1",
    "negative seed, -7, 0, 0, 0"
  })
  void streamsAreIndependent(String part, long seed, long layer, long matrix, long iteration) {
    float[] one = draw(RowDropout.key(7, 0, 0, 0), 0.5, MANY);
    float[] other = draw(RowDropout.key(seed, layer, matrix, iteration), 0.5, MANY);
    assertThat(correlation(one, other)).as(part).isEqualTo(0, within(4 / Math.sqrt(MANY)));
  }

  /** Of masks 0 or 2 with mean 1. */
  private static double correlation(float[] a, float[] b) {
    int n = Math.min(a.length, b.length);
    return IntStream.range(0, n).mapToDouble(i -> (a[i] - 1) * (b[i] - 1)).sum() / n;
  }

  @Test
  void everyPartOfAKeyAndItsPlaceCount() {
    Set<Long> keys = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      int[] d = {i % 10, i / 10 % 10, i / 100 % 10, i / 1000};
      keys.add(RowDropout.key(d[0], d[1], d[2], d[3]));
    }
    assertThat(keys).hasSize(10_000);
    assertThat(RowDropout.key(0)).isNotEqualTo(RowDropout.key(0, 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
  void ratesThatAreNoProbabilityAreErrors(double probability) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draw(1, probability, 4))
        .withMessageContaining("[0, 1)")
        .withMessageContaining(String.valueOf(probability));
  }
}
