package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.kernel.KernelProvider;
import io.github.dl4jdoping.sparsity.MagnitudePruning;
import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.Unstructured;
import io.github.dl4jdoping.training.DopingListener;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

class ThreadsTest {

  private static final int STEPS = 6;
  private static final int BATCH = 7;
  private static final int UNITS = 21;

  @AfterEach
  void clear() {
    System.clearProperty(Threads.PROPERTY);
  }

  @Test
  void thePropertyLimitsThem() {
    int processors = Runtime.getRuntime().availableProcessors();
    assertThat(Threads.number()).isEqualTo(processors);
    System.setProperty(Threads.PROPERTY, "1");
    assertThat(Threads.number()).isOne();
    System.setProperty(Threads.PROPERTY, "1000");
    assertThat(Threads.number()).isEqualTo(processors);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-2", "two", ""})
  void otherValuesAreRefused(String value) {
    System.setProperty(Threads.PROPERTY, value);
    assertThatIllegalStateException()
        .isThrownBy(Threads::number)
        .withMessageContaining("-Ddl4jdoping.threads")
        .withMessageContaining("at least 1; got \"" + value + "\"");
  }

  static Stream<Arguments> matrices() {
    return Stream.of(Kronecker.balanced(), LowRank.rank(3), Hybrid.of(0.2, 1), Unstructured.none())
        .flatMap(
            structure ->
                Stream.of(0.0, 0.4)
                    .flatMap(
                        rate ->
                            Stream.of(1.0, 0.1)
                                .map(density -> Arguments.of(structure, rate, density))));
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void resultsDoNotDependOnTheirNumber(Structure structure, double rate, double density) {
    assumeThat(KernelProvider.kernels().multipliesBatchesFast()).isTrue();
    assumeThat(Threads.number()).as("processors").isGreaterThan(1);
    Doping doping = Nets.unpruned().rowDropout(rate).build();

    INDArray alone = trained("1", structure, doping, density);
    INDArray together = trained("2", structure, doping, density);

    assertThat(together).isEqualTo(alone);
    assertThat(together.toFloatVector()).containsExactly(alone.toFloatVector());
  }

  private static INDArray trained(
      String threads, Structure structure, Doping doping, double density) {
    System.setProperty(Threads.PROPERTY, threads);
    MultiLayerNetwork net =
        Nets.net(
            Nets.defaults(new Sgd(0.1), DataType.FLOAT),
            Nets.doped(structure, doping).nIn(UNITS).nOut(UNITS).build(),
            Nets.eachStep(UNITS));
    net.setListeners(new DopingListener());
    DopedLayer layer = DopedLayer.in(net).get(0);
    layer.conf().plan().matrices().stream()
        .map(layer::doping)
        .forEach(s -> MagnitudePruning.prune(s, Math.round(density * s.length())));
    INDArray x = Data.gaussian(7, BATCH, UNITS, STEPS).castTo(DataType.FLOAT);
    INDArray labels = Data.labels(BATCH, STEPS).castTo(DataType.FLOAT);
    for (int i = 0; i < 3; i++) {
      net.fit(x, labels);
    }
    return net.params().dup();
  }
}
