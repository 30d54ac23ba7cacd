package io.github.dl4jdoping.sparsity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FiniteCheckTest {

  @ParameterizedTest
  @EnumSource(names = {"HALF", "FLOAT", "DOUBLE"})
  void oneBadValueAmongManyIsFound(DataType type) {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      INDArray values = Nd4j.ones(type, 7, 300);
      assertThat(FiniteCheck.isFinite(values)).isTrue();
      values.putScalar(5, 299, bad);
      assertThat(FiniteCheck.isFinite(values)).isFalse();
      assertThat(FiniteCheck.isFinite(values.getColumn(298))).isTrue();
      assertThat(FiniteCheck.isFinite(values.getColumn(299))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {3e38f, -3e38f})
  void aSumThatOverflowsIsNoBadValue(float large) {
    assertThat(FiniteCheck.isFinite(Nd4j.createFromArray(large, large, large))).isTrue();
  }

  /** More than one block of them, and an end that fills no block. */
  @Test
  void theLastOfManyIsSeen() {
    INDArray values = Nd4j.valueArrayOf(new long[] {9001}, -Float.MAX_VALUE, DataType.FLOAT);
    assertThat(FiniteCheck.isFinite(values)).isTrue();
    values.putScalar(9000, Float.NEGATIVE_INFINITY);
    assertThat(FiniteCheck.isFinite(values)).isFalse();
  }

  @Test
  void infinitiesDoNotCancel() {
    INDArray both = Nd4j.createFromArray(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1);
    assertThat(FiniteCheck.isFinite(both)).isFalse();
  }
}
