package io.github.dl4jdoping.deploy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.layer.Data;
import io.github.dl4jdoping.layer.Nets;
import io.github.dl4jdoping.structure.LowRank;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** What cannot be exported is an error that names it. */
class UnsupportedTest {

  private static NeuralNetConfiguration.Builder defaults() {
    return Nets.defaults(new Sgd(1), DataType.FLOAT);
  }

  private static DopedLSTM.Builder lstm() {
    return Nets.doped(LowRank.rank(1), Doping.none());
  }

  @SuppressWarnings("deprecation") // the one with peepholes
  static Stream<Arguments> layers() {
    return Stream.of(
        Arguments.of(new SimpleRnn.Builder().nIn(3).nOut(4).build(), "SimpleRnn"),
        Arguments.of(new GravesLSTM.Builder().nIn(3).nOut(4).build(), "GravesLSTM"),
        Arguments.of(new MaskZeroLayer(lstm().build(), 0), "MaskZeroLayer"),
        Arguments.of(lstm().activation(Activation.SOFTSIGN).build(), "softsign"),
        Arguments.of(
            lstm().gateActivationFunction(Activation.RATIONALTANH).build(), "rationaltanh"),
        Arguments.of(
            new DenseLayer.Builder().nIn(3).nOut(4).hasLayerNorm(true).build(),
            "layer normalisation"),
        Arguments.of(
            new DenseLayer.Builder().nIn(3).nOut(4).activation(new ActivationLReLU(0.3)).build(),
            "leakyrelu(a=0.3)"),
        Arguments.of(
            new Bidirectional(
                Bidirectional.Mode.ADD,
                new LastTimeStep(lstm().weightInit(WeightInit.XAVIER).build())),
            "around a LastTimeStep"),
        Arguments.of(new ActivationLayer(Activation.SOFTMAX), "softmax"));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void layersAreNamed(Layer layer, String problem) {
    layer.setLayerName("odd");
    MultiLayerNetwork net = new MultiLayerNetwork(Nets.configuration(defaults(), layer));
    net.init();
    assertThatThrownBy(() -> CompactExporter.export(net))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Layer \"odd\" cannot be exported")
        .hasMessageContaining(problem)
        .hasMessageContaining("export");
  }

  @Test
  void aNetworkBeforeItsDensityIsTheCompactorsError() {
    Doping doping = Doping.builder().finalDensity(0.1).anneal(1, 5).build();
    MultiLayerNetwork net =
        Nets.net(
            defaults(),
            Nets.doped(LowRank.rank(1), doping).name("memory").build(),
            Nets.eachStep(Nets.UNITS));
    assertThatThrownBy(() -> CompactExporter.export(net))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("\"memory\"")
        .hasMessageContaining("5 iterations more");
  }

  @Test
  void doublePrecisionIsToBeConverted() {
    MultiLayerNetwork net = Nets.net(lstm().build(), Nets.eachStep(Nets.UNITS));
    assertThatThrownBy(() -> CompactExporter.export(net))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DOUBLE")
        .hasMessageContaining("convertDataType");
  }

  @Test
  void aGraphThatBranchesIsNoChain() {
    ComputationGraph graph =
        new ComputationGraph(
            defaults()
                .graphBuilder()
                .addInputs("in")
                .addLayer("left", lstm().build(), "in")
                .addLayer("right", lstm().build(), "in")
                .addVertex("both", new MergeVertex(), "left", "right")
                .addLayer("out", Nets.eachStep(2 * Nets.UNITS), "both")
                .setOutputs("out")
                .build());
    graph.init();
    assertThatThrownBy(() -> CompactExporter.export(graph))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("chain")
        .hasMessageContaining("[left, right]");
  }

  @Test
  void otherModelsAreNamed() {
    assertThatThrownBy(() -> CompactExporter.export(Mockito.mock(Model.class)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MultiLayerNetwork or a ComputationGraph");
  }

  /** A softmax of its own, for which DL4J's output layer stands in. */
  @Test
  void aLayerOfItsOwnNeedsAStandIn() {
    MultiLayerNetwork net = Nets.net(defaults(), lstm().build(), new OwnOutput());
    assertThatThrownBy(() -> CompactExporter.export(net))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("OwnOutput")
        .hasMessageContaining("standIn");
    INDArray sequence = Data.sequences(2, 4).castTo(DataType.FLOAT);
    Exported.runsLike(
        net,
        CompactExporter.export(
            net, layer -> layer instanceof OwnOutput ? Nets.eachStep(Nets.UNITS) : layer),
        sequence);
  }

  /** DL4J's output layer under another name. */
  public static final class OwnOutput extends RnnOutputLayer {

    private static final long serialVersionUID = 1L;

    OwnOutput() {
      setActivationFn(new ActivationSoftmax());
      setLossFn(new LossMCXENT());
      setWeightInitFn(new WeightInitXavier());
      setRnnDataFormat(RNNFormat.NCW);
      setNIn(Nets.UNITS);
      setNOut(Nets.CLASSES);
    }
  }
}
