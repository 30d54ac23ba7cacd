package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.sparsity.MagnitudePruning;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Unstructured;
import io.github.dl4jdoping.training.DopingListener;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class TransferAndFreezingTest {

  private static final Doping SHORT =
      Doping.builder().finalDensity(0.25).anneal(0, 2).every(1).build();

  private static MultiLayerNetwork twoLayers() {
    return Nets.listening(
        Nets.net(
            Nets.defaults(new Sgd(0.1), DataType.DOUBLE),
            Nets.doped(Kronecker.balanced(), SHORT).build(),
            Nets.doped(LowRank.rank(1), SHORT).nIn(Nets.UNITS).build(),
            Nets.eachStep(Nets.UNITS)));
  }

  private static void train(MultiLayerNetwork net) {
    for (int i = 0; i < 3; i++) {
      net.fit(Data.sequenceData(2, 3));
    }
  }

  private static long nonZeros(MultiLayerNetwork net, String parameter) {
    return MagnitudePruning.nonZeros(net.getParam(parameter));
  }

  @Test
  void anotherNumberOfUnitsPlansBothLayersAnew() {
    MultiLayerNetwork original = twoLayers();
    MultiLayerNetwork wider =
        new TransferLearning.Builder(original).nOutReplace(0, 6, WeightInit.XAVIER).build();

    assertThat(wider.getParam("0_SW").shape()).containsExactly(Nets.INPUTS, 24);
    assertThat(wider.getParam("0_SR").shape()).containsExactly(6, 24);
    assertThat(wider.getParam("1_SW").shape()).containsExactly(6, 4L * Nets.UNITS);
    assertThat(wider.getParam("0_WB").norm2Number().doubleValue()).isPositive();
    train(Nets.listening(wider));
    assertThat(nonZeros(wider, "0_SR")).isEqualTo(36);
    assertThat(nonZeros(wider, "1_SW")).isEqualTo(24);
  }

  @Test
  void anotherNumberOfInputsPlansTheInputMatrixAnew() {
    MultiLayerNetwork original = twoLayers();
    MultiLayerNetwork wider =
        new TransferLearning.Builder(original).nInReplace(0, 5, WeightInit.XAVIER).build();
    assertThat(wider.getParam("0_SW").shape()).containsExactly(5, 4L * Nets.UNITS);
    assertThat(wider.output(Data.gaussian(1, 2, 5, 3)).shape()).containsExactly(2, Nets.CLASSES, 3);
  }

  @Test
  void aSizeThatTheStructureCannotHaveIsAClearError() {
    MultiLayerNetwork net =
        Nets.net(
            Nets.doped(LowRank.rank(3), Doping.none()).name("memory").build(),
            Nets.eachStep(Nets.UNITS));
    TransferLearning.Builder narrower =
        new TransferLearning.Builder(net).nOutReplace(0, 2, WeightInit.XAVIER);
    assertThatThrownBy(narrower::build)
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("memory")
        .hasMessageContaining("rank 3");
  }

  @Test
  void aFeatureExtractorKeepsItsParametersAndItsDoping() {
    MultiLayerNetwork original = twoLayers();
    MultiLayerNetwork transferred =
        Nets.listening(new TransferLearning.Builder(original).setFeatureExtractor(0).build());
    INDArray frozen = transferred.getLayer(0).params().dup();
    train(transferred);

    assertThat(transferred.getLayer(0).params()).isEqualTo(frozen);
    assertThat(nonZeros(transferred, "0_SW")).isEqualTo(48);
    assertThat(nonZeros(transferred, "1_SW")).isEqualTo(16);
    assertThat(transferred.getParam("1_WL")).isNotEqualTo(original.getParam("1_WL"));
  }

  @Test
  void fineTuningChangesTheUpdaterAndKeepsTheWeights() {
    MultiLayerNetwork original = twoLayers();
    MultiLayerNetwork tuned =
        new TransferLearning.Builder(original)
            .fineTuneConfiguration(
                new FineTuneConfiguration.Builder().updater(new Adam(0.02)).build())
            .removeOutputLayer()
            .addLayer(Nets.eachStep(Nets.UNITS))
            .build();
    DopedLSTM layer = (DopedLSTM) tuned.getLayer(0).conf().getLayer();
    assertThat(layer.getUpdaterByParam("SW")).isEqualTo(new Adam(0.02));
    assertThat(layer.getUpdaterByParam("WB")).isEqualTo(new Adam(0.02));
    assertThat(layer.getDoping()).isEqualTo(SHORT);
    assertThat(tuned.getLayer(1).params()).isEqualTo(original.getLayer(1).params());
    train(Nets.listening(tuned));
    assertThat(nonZeros(tuned, "0_SR")).isEqualTo(16);
  }

  private static MultiLayerNetwork withFirst(Layer first) {
    return Nets.listening(
        Nets.net(
            Nets.defaults(new Sgd(0.1), DataType.DOUBLE),
            first,
            Nets.doped(Unstructured.none(), SHORT).nIn(Nets.UNITS).build(),
            Nets.eachStep(Nets.UNITS)));
  }

  @Test
  void aFrozenLayerStaysAsItIs() {
    MultiLayerNetwork net =
        withFirst(new FrozenLayer(Nets.doped(Kronecker.balanced(), SHORT).build()));
    INDArray frozen = net.getLayer(0).params().dup();
    INDArray output = net.feedForward(Data.sequences(2, 3)).get(1);
    train(net);
    assertThat(net.getLayer(0).params()).isEqualTo(frozen);
    assertThat(nonZeros(net, "0_SW")).isEqualTo(48);
    assertThat(net.feedForward(Data.sequences(2, 3)).get(1)).isEqualTo(output);
  }

  @Test
  void aFrozenLayerWithBackpropagationPassesTheGradientDown() {
    Layer trainable = Nets.doped(Kronecker.balanced(), SHORT).build();
    Layer frozen =
        new FrozenLayerWithBackprop(
            Nets.doped(Kronecker.balanced(), SHORT).nIn(Nets.UNITS).build());
    MultiLayerNetwork net =
        Nets.listening(
            Nets.net(
                Nets.defaults(new Sgd(0.1), DataType.DOUBLE),
                trainable,
                frozen,
                Nets.eachStep(Nets.UNITS)));
    INDArray below = net.getLayer(0).params().dup();
    INDArray kept = net.getLayer(1).params().dup();
    train(net);

    assertThat(net.getLayer(1).params()).isEqualTo(kept);
    assertThat(nonZeros(net, "1_SW")).isEqualTo(64);
    assertThat(Data.distance(net.getLayer(0).params(), below)).isGreaterThan(1e-4);
    assertThat(nonZeros(net, "0_SW")).isEqualTo(12);
  }

  @Test
  void aFrozenLayerIsNoReasonToWarn() {
    Layer frozen = new FrozenLayerWithBackprop(Nets.doped(Kronecker.balanced(), SHORT).build());
    try (Log log = new Log(DopedLSTMLayer.class)) {
      MultiLayerNetwork net =
          Nets.listening(Nets.net(Nets.defaults(), frozen, Nets.eachStep(Nets.UNITS)));
      train(net);
      net.output(Data.sequences(2, 3));
      assertThat(log.messages()).isEmpty();
    }
  }

  @Test
  void aFrozenLayerIsInInferenceMode() {
    Doping dropping = Nets.unpruned().rowDropout(0.5).build();
    MultiLayerNetwork net =
        Nets.listening(
            Nets.net(
                new FrozenLayerWithBackprop(Nets.doped(Kronecker.balanced(), dropping).build()),
                Nets.eachStep(Nets.UNITS)));
    INDArray input = Data.sequences(2, 3);
    assertThat(net.output(input, true)).isEqualTo(net.output(input, false));
  }

  @Test
  void graphsFreezeToo() {
    ComputationGraph graph =
        Nets.graph(
            Nets.defaults(),
            Nets.doped(Kronecker.balanced(), SHORT).build(),
            Nets.eachStep(Nets.UNITS));
    ComputationGraph transferred =
        new TransferLearning.GraphBuilder(graph).setFeatureExtractor("lstm").build();
    transferred.setListeners(new DopingListener());
    INDArray frozen = transferred.getLayer("lstm").params().dup();
    INDArray output = transferred.getLayer("out").params().dup();
    for (int i = 0; i < 3; i++) {
      transferred.fit(Data.sequenceData(2, 3));
    }
    assertThat(transferred.getLayer("lstm").params()).isEqualTo(frozen);
    assertThat(transferred.getLayer("out").params()).isNotEqualTo(output);
  }

  @Test
  void graphsTakeAnotherNumberOfUnits() {
    ComputationGraph graph =
        Nets.graph(
            Nets.defaults(),
            Nets.doped(Kronecker.balanced(), SHORT).build(),
            Nets.eachStep(Nets.UNITS));
    ComputationGraph wider =
        new TransferLearning.GraphBuilder(graph).nOutReplace("lstm", 6, WeightInit.XAVIER).build();
    assertThat(wider.getParam("lstm_SR").shape()).containsExactly(6, 24);
    assertThat(wider.outputSingle(Data.sequences(2, 3)).shape())
        .containsExactly(2, Nets.CLASSES, 3);
  }
}
