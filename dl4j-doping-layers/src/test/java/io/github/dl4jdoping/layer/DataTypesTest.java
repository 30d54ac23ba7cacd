package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.Unstructured;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

/** Networks in every data type that DL4J's LSTM has: outputs and training follow double precision. */
class DataTypesTest {

  static Stream<Arguments> cases() {
    return Stream.of(DataType.FLOAT16, DataType.FLOAT)
        .flatMap(
            type ->
                Stream.of(
                        Kronecker.balanced(),
                        LowRank.rank(1),
                        Hybrid.of(0.25, 1),
                        Unstructured.none(),
                        Unstructured.dense())
                    .map(structure -> Arguments.of(type, structure)));
  }

  private static double tolerance(DataType type) {
    return type == DataType.FLOAT16 ? 1e-2 : 1e-5;
  }

  private static MultiLayerNetwork net(DataType type, Layer layer) {
    return Nets.listening(
        Nets.net(Nets.defaults(new Sgd(0.1), type), layer, Nets.eachStep(Nets.UNITS)));
  }

  private static DataSet data(DataType type) {
    return new DataSet(Data.sequences(2, 3).castTo(type), Data.labels(2, 3).castTo(type));
  }

  private static void follows(MultiLayerNetwork net, MultiLayerNetwork reference) {
    DataType type = net.params().dataType();
    DataType referenceType = reference.params().dataType();
    net.setParams(reference.params().castTo(type));
    assertThat(net.output(data(type).getFeatures()).dataType()).isEqualTo(type);
    for (int i = 0; i < 2; i++) {
      INDArray expected = reference.output(data(referenceType).getFeatures());
      assertThat(Data.distance(net.output(data(type).getFeatures()), expected))
          .isLessThan(tolerance(type));
      net.fit(data(type));
      reference.fit(data(referenceType));
    }
    assertThat(Data.distance(net.params(), reference.params())).isLessThan(tolerance(type));
    net.rnnTimeStep(data(type).getFeatures());
    assertThat(net.rnnGetPreviousState(0).values())
        .allSatisfy(state -> assertThat(state.dataType()).isEqualTo(type));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void followsDoublePrecision(DataType type, Structure structure) {
    Doping doping = Nets.unpruned().rowDropout(0.25).build();
    follows(
        net(type, Nets.doped(structure, doping).build()),
        net(DataType.DOUBLE, Nets.doped(structure, doping).build()));
  }

  @Test
  void inHalfPrecisionItIsStillDl4jsLstm() {
    follows(
        net(DataType.FLOAT16, Nets.doped().build()), net(DataType.FLOAT16, Nets.stock().build()));
  }

  /** DL4J casts inputs of another type; so do we. */
  @Test
  void inputsOfAnotherTypeAreTaken() {
    MultiLayerNetwork net = net(DataType.FLOAT, Nets.doped().build());
    INDArray input = Data.sequences(2, 3);
    assertThat(net.output(input)).isEqualTo(net.output(input.castTo(DataType.FLOAT)));
  }
}
