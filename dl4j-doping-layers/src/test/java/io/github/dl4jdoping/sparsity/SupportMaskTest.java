package io.github.dl4jdoping.sparsity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class SupportMaskTest {

  private static final int LENGTH = 9001;

  /** Zeros of both signs at two of five places, otherwise values of any size. */
  private static INDArray support(DataType type) {
    double[] values = new double[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      values[i] =
          switch (i % 5) {
            case 0 -> 0.0;
            case 1 -> -0.0;
            case 2 -> -1e-40;
            case 3 -> 3e38;
            default -> -i;
          };
    }
    return Nd4j.createFromArray(values).castTo(type);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void keepsWhatIsOnTheSupport(DataType type) {
    INDArray array = Nd4j.arange(1, LENGTH + 1).castTo(type);
    SupportMask.restrict(array, support(type));
    for (int i = 0; i < LENGTH; i++) {
      assertThat(array.getDouble(i)).isEqualTo(i % 5 < 2 ? 0 : i + 1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void countsEveryValueThatIsNotZero(DataType type) {
    INDArray values = support(type);
    assertThat(MagnitudePruning.nonZeros(values)).isEqualTo(LENGTH - 2 * 1801 + 1);
    INDArray part = values.get(NDArrayIndex.interval(2, 8));
    assertThat(MagnitudePruning.nonZeros(part)).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void placesAreThoseOfTheMatrixWhateverTheOrderInMemory(DataType type) {
    INDArray array = Nd4j.ones(type, 2, 3).dup('f');
    INDArray support = Nd4j.createFromArray(new double[][] {{0, 2, 0}, {4, 0, 0}}).castTo(type);
    SupportMask.restrict(array, support);
    assertThat(array.toDoubleMatrix()).isDeepEqualTo(new double[][] {{0, 1, 0}, {1, 0, 0}});
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void aPartOfAnArrayLeavesTheRestAlone(DataType type) {
    INDArray array = Nd4j.ones(type, 6);
    SupportMask.restrict(array.get(NDArrayIndex.interval(2, 4)), Nd4j.zeros(type, 2));
    assertThat(array.toDoubleVector()).containsExactly(1, 1, 0, 0, 1, 1);
  }
}
