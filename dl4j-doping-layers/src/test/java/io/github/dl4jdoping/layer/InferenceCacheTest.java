package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.Unstructured;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

/** Matrices for inference are built once, and again whenever a parameter changed. */
class InferenceCacheTest {

  private final INDArray input = Data.sequences(2, 3);

  private static MultiLayerNetwork net(Structure structure) {
    return Nets.listening(
        Nets.net(
            Nets.defaults(new Sgd(0.1), DataType.DOUBLE),
            Nets.doped(structure, Doping.dense()).build(),
            Nets.doped(Hybrid.of(0.25, 1), Doping.none()).nIn(Nets.UNITS).build(),
            Nets.eachStep(Nets.UNITS)));
  }

  private static int builds(MultiLayerNetwork net) {
    return Nets.dopedLayer(net, 0).materialisations();
  }

  /** A network that cannot have cached anything. */
  private static INDArray outputOfFreshNet(MultiLayerNetwork net, INDArray input) {
    MultiLayerNetwork fresh = new MultiLayerNetwork(net.getLayerWiseConfigurations().clone());
    fresh.init(net.params().dup(), false);
    return fresh.output(input);
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void timeStepsDoNotRebuild(DataType type) {
    MultiLayerNetwork net =
        Nets.net(
            Nets.defaults(new Sgd(0.1), type),
            Nets.doped(Kronecker.balanced(), Doping.dense()).build(),
            Nets.eachStep(Nets.UNITS));
    INDArray step = Data.sequences(1, 1).castTo(type);
    for (int i = 0; i < 5; i++) {
      net.rnnTimeStep(step);
      net.output(input.castTo(type));
    }
    assertThat(builds(net)).isEqualTo(1);
  }

  @Test
  void aTrainingPassAloneDoesNotRebuild() {
    MultiLayerNetwork net = net(Kronecker.balanced());
    net.output(input);
    net.output(input, true);
    net.output(input);
    assertThat(builds(net)).isEqualTo(1);
  }

  private interface Change {
    void apply(MultiLayerNetwork net);
  }

  private record NamedChange(String name, Change change) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<NamedChange> changes() {
    return Stream.of(
        new NamedChange("fit", net -> net.fit(Data.sequenceData(2, 3))),
        new NamedChange("setParams", net -> net.setParams(net.params().mul(0.9))),
        new NamedChange("setParam", net -> net.setParam("0_RB", net.getParam("0_RB").mul(1.1))),
        new NamedChange(
            "setParam of the layer",
            net -> net.getLayer(0).setParam("SW", net.getParam("0_SW").mul(1.1))),
        new NamedChange(
            "setParams of the layer",
            net -> net.getLayer(0).setParams(net.getLayer(0).params().mul(0.9))),
        new NamedChange("params().addi", net -> net.params().addi(0.01)),
        new NamedChange("one entry", net -> net.getParam("0_SR").putScalar(3, 15, 2)),
        new NamedChange("swapped entries", InferenceCacheTest::swapEntries));
  }

  /** A change that leaves sums and norms alone. */
  private static void swapEntries(MultiLayerNetwork net) {
    INDArray factor = net.getParam("0_WC");
    double first = factor.getDouble(0);
    factor.putScalar(0, factor.getDouble(1));
    factor.putScalar(1, first);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aChangeIsNoticed(NamedChange change) {
    MultiLayerNetwork net = net(Kronecker.balanced());
    INDArray before = net.output(input);
    change.change.apply(net);

    INDArray after = net.output(input);
    assertThat(Data.distance(after, before)).isGreaterThan(1e-6);
    assertThat(after).isEqualTo(outputOfFreshNet(net, input));
    assertThat(builds(net)).isEqualTo(2);
    net.rnnTimeStep(input);
    assertThat(builds(net)).isEqualTo(2);
  }

  @Test
  void aChangeIsNoticedByTheNextTimeStep() {
    MultiLayerNetwork net = net(Kronecker.balanced());
    net.rnnTimeStep(input);
    net.params().muli(0.5);
    net.rnnClearPreviousState();
    assertThat(net.rnnTimeStep(input)).isEqualTo(outputOfFreshNet(net, input));
  }

  @Test
  void aLayerWithoutStructureUsesItsDopingMatrixItself() {
    MultiLayerNetwork net = net(Unstructured.none());
    net.output(input);
    net.params().muli(0.5);
    assertThat(net.output(input)).isEqualTo(outputOfFreshNet(net, input));
  }

  @Test
  void transferredNetworksHaveMatricesOfTheirOwn() {
    MultiLayerNetwork original = net(Kronecker.balanced());
    INDArray before = original.output(input);
    MultiLayerNetwork transferred =
        new TransferLearning.Builder(original)
            .fineTuneConfiguration(
                new FineTuneConfiguration.Builder().updater(new Sgd(0.5)).build())
            .build();
    assertThat(transferred.output(input)).isEqualTo(before);

    transferred.setListeners(List.copyOf(original.getListeners()));
    transferred.fit(Data.sequenceData(2, 3));
    assertThat(transferred.output(input)).isEqualTo(outputOfFreshNet(transferred, input));
    assertThat(transferred.output(input)).isNotEqualTo(before);
    assertThat(original.output(input)).isEqualTo(before);
  }

  @Test
  void clonesHaveMatricesOfTheirOwn() {
    MultiLayerNetwork original = net(Kronecker.balanced());
    INDArray before = original.output(input);
    MultiLayerNetwork clone = original.clone();
    clone.params().muli(0.5);
    assertThat(clone.output(input)).isEqualTo(outputOfFreshNet(clone, input)).isNotEqualTo(before);
    assertThat(original.output(input)).isEqualTo(before);
  }
}
