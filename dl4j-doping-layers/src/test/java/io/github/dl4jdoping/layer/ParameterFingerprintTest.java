package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ParameterFingerprintTest {

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"HALF", "FLOAT", "DOUBLE"})
  void everyEntryOfAViewCountsAndNothingElse(DataType type) {
    INDArray network = Data.gaussian(1, 30).castTo(type);
    INDArray layer = network.get(NDArrayIndex.interval(10, 20));
    long before = ParameterFingerprint.of(layer);
    for (int i = 0; i < 30; i++) {
      double value = network.getDouble(i);
      network.putScalar(i, value + 1);
      assertThat(ParameterFingerprint.of(layer) != before).isEqualTo(i >= 10 && i < 20);
      network.putScalar(i, value);
      assertThat(ParameterFingerprint.of(layer)).isEqualTo(before);
    }
  }

  @Test
  void itReachesTwoGibibytes() {
    assertThat(ParameterFingerprint.reaches(0, 1000, 4)).isTrue();
    assertThat(ParameterFingerprint.reaches(536_870_000, 911, 4)).isTrue();
    assertThat(ParameterFingerprint.reaches(536_870_000, 912, 4)).isFalse();
    assertThat(ParameterFingerprint.reaches(1L << 40, 1, 2)).isFalse();
  }
}
