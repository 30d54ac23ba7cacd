package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.conf.RowDropoutTarget;
import io.github.dl4jdoping.sparsity.Granularity;
import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Unstructured;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Configurations survive JSON, YAML and Java serialisation, and build the same network. */
class ConfigurationFormatsTest {

  private static Doping everything() {
    return Doping.builder()
        .finalDensity(0.1, 0.2)
        .initialDensity(0.9)
        .anneal(10, 50)
        .every(5)
        .rowDropout(new MapSchedule.Builder(ScheduleType.EPOCH).add(0, 0.5).add(3, 0.1).build())
        .rowDropoutPerSequence(true)
        .rowDropoutOn(RowDropoutTarget.INPUT)
        .initialShare(0.3)
        .learningRateFactor(0.5)
        .regrow(0.2, 5, 70)
        .granularity(Granularity.bankBalanced(32))
        .build();
  }

  static Stream<Layer> layers() {
    DopedLSTM.Builder everySetting =
        Nets.doped(Kronecker.balanced(2), everything())
            .dataFormat(RNNFormat.NCW)
            .name("memory")
            .activation(Activation.SOFTSIGN)
            .gateActivationFunction(Activation.HARDSIGMOID)
            .forgetGateBiasInit(2)
            .l2(0.1)
            .dropOut(0.8)
            .constrainRecurrent(new MaxNormConstraint(1, 0))
            .updater(new Adam(0.01))
            .structureUpdater(new Nesterovs(new StepSchedule(ScheduleType.EPOCH, 0.1, 0.5, 2)))
            .dopingUpdater(new Adam(1e-4));
    return Stream.of(
        everySetting.build(),
        Nets.doped(Kronecker.of(3, 4, 1, 4), Doping.dense())
            .recurrentStructure(Kronecker.of(2, 4, 2, 4, 3))
            .build(),
        Nets.doped(LowRank.rank(2), Doping.none()).build(),
        Nets.doped(Hybrid.withFreeUnits(1, 2), Doping.none()).build(),
        Nets.doped(Hybrid.of(0.25, 1), Doping.builder().anneal(3, 9).build())
            .compression(1.05)
            .build(),
        Nets.doped(Unstructured.none(), everything()).build(),
        Nets.doped(Unstructured.dense(), Doping.dense()).build(),
        new Bidirectional(
            Bidirectional.Mode.ADD, Nets.doped(LowRank.rank(1), everything()).build()),
        new MaskZeroLayer(Nets.doped(LowRank.rank(1), everything()).build(), 0),
        new FrozenLayer(Nets.doped(LowRank.rank(1), everything()).build()));
  }

  private static MultiLayerConfiguration configuration(Layer layer) {
    return Nets.configuration(Nets.defaults(), layer.clone(), Nets.eachStep(Nets.UNITS));
  }

  private static void buildsTheSameNetwork(
      MultiLayerConfiguration read, MultiLayerConfiguration written) {
    assertThat(read).isEqualTo(written);
    assertThat(read.getConf(0).getLayer().toString())
        .isEqualTo(written.getConf(0).getLayer().toString());
    MultiLayerNetwork expected = new MultiLayerNetwork(written);
    expected.init();
    MultiLayerNetwork actual = new MultiLayerNetwork(read);
    actual.init();
    assertThat(actual.params()).isEqualTo(expected.params());
    assertThat(actual.output(Data.sequences(2, 3)))
        .isEqualTo(expected.output(Data.sequences(2, 3)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void json(Layer layer) {
    MultiLayerConfiguration conf = configuration(layer);
    buildsTheSameNetwork(MultiLayerConfiguration.fromJson(conf.toJson()), conf);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void yaml(Layer layer) {
    MultiLayerConfiguration conf = configuration(layer);
    buildsTheSameNetwork(MultiLayerConfiguration.fromYaml(conf.toYaml()), conf);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void javaSerialisation(Layer layer) throws Exception {
    MultiLayerConfiguration conf = configuration(layer);
    buildsTheSameNetwork((MultiLayerConfiguration) copy(conf), conf);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void clones(Layer layer) {
    MultiLayerConfiguration conf = configuration(layer);
    buildsTheSameNetwork(conf.clone(), conf);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void graphs(Layer layer) throws Exception {
    ComputationGraphConfiguration conf =
        Nets.defaults()
            .graphBuilder()
            .addInputs("in")
            .addLayer("memory", new LastTimeStep(layer.clone()), "in")
            .addLayer("out", Nets.eachSequence(Nets.UNITS), "memory")
            .setOutputs("out")
            .setInputTypes(InputType.recurrent(Nets.INPUTS))
            .build();
    assertThat(ComputationGraphConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
    assertThat(ComputationGraphConfiguration.fromYaml(conf.toYaml())).isEqualTo(conf);
    assertThat(copy(conf)).isEqualTo(conf);
  }

  private static Object copy(Object original) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(original);
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
    return new ObjectInputStream(in).readObject();
  }
}
