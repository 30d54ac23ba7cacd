package io.github.dl4jdoping.examples.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SeedsTest {

  @Test
  void neighbouringPathsGiveDifferentSeeds() {
    long[] seeds =
        LongStream.range(0, 10)
            .flatMap(s -> LongStream.range(0, 1000).map(i -> Seeds.derive(s, i)))
            .toArray();

    assertThat(seeds).doesNotHaveDuplicates();
    assertThat(Seeds.derive(1, 2, 3)).isNotEqualTo(Seeds.derive(1, 3, 2));
    assertThat(Seeds.derive(0)).isNotEqualTo(Seeds.derive(0, 0));
  }

  @Test
  void seedsAreTheSameInEveryProcess() {
    assertThat(Seeds.derive(42, 7, 9)).isEqualTo(4012088707519288760L);
  }

  @Test
  void restartedGeneratorRepeatsItself() {
    Seeds.restartNd4j(5, 1);
    INDArray first = Nd4j.rand(DataType.FLOAT, 3, 4);
    Nd4j.rand(DataType.FLOAT, 17);
    Seeds.restartNd4j(5, 1);

    assertThat(Nd4j.rand(DataType.FLOAT, 3, 4)).isEqualTo(first);
    Seeds.restartNd4j(5, 2);
    assertThat(Nd4j.rand(DataType.FLOAT, 3, 4)).isNotEqualTo(first);
  }
}
