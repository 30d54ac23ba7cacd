package io.github.dl4jdoping.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.CompactDopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.layer.Data;
import io.github.dl4jdoping.layer.DopedLayer;
import io.github.dl4jdoping.layer.Nets;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.training.DopingReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.util.ModelSerializer;
import org.deeplearning4j.util.NetworkUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.adapter.SingletonDataSetIterator;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;

class CompactorTest {

  private static final int BATCH = 3;
  private static final int STEPS = 5;

  private static INDArray input() {
    return Data.sequences(BATCH, STEPS).castTo(DataType.FLOAT);
  }

  private static void assertClose(INDArray actual, INDArray expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    double scale = expected.norm2Number().doubleValue();
    assertThat(actual.distance2(expected)).isLessThan(1e-6 * scale);
  }

  @ParameterizedTest
  @EnumSource
  void outputsAreTheSame(Example example) {
    Model net = example.create();
    Model small = Example.compact(net);
    assertThat(small).hasSameClassAs(net);
    assertThat(DopedLayer.in(small)).isNotEmpty().allMatch(DopedLayer::isCompact);
    assertClose(Example.output(small, input()), Example.output(net, input()));
  }

  @ParameterizedTest
  @EnumSource
  void parametersAreThePlansWeightsAndBiases(Example example) {
    Model net = example.create();
    Model small = Example.compact(net);
    long saved = 0;
    for (DopedLayer layer : DopedLayer.in(small)) {
      for (MatrixPlan matrix : layer.conf().plan().matrices()) {
        saved += matrix.doped() ? matrix.shape().size() - matrix.nonZeros() : 0;
      }
    }
    assertThat(small.numParams()).isEqualTo(net.numParams() - saved);
    assertThat(small.params().length()).isEqualTo(small.numParams());
  }

  @ParameterizedTest
  @EnumSource
  void expandingIsTheInverse(Example example) {
    Model net = example.create();
    Model expanded = Example.expand(Example.compact(net));
    assertThat(expanded).hasSameClassAs(net);
    assertThat(expanded.params().toFloatVector()).isEqualTo(net.params().toFloatVector());
    assertThat(Example.configuration(expanded)).isEqualTo(Example.configuration(net));
  }

  @ParameterizedTest
  @EnumSource
  void theSourceStaysAsItIs(Example example) {
    Model net = example.create();
    float[] parameters = net.params().toFloatVector();
    String configuration = Example.configuration(net);
    Model small = Example.compact(net);
    small.params().assign(7);
    assertThat(net.params().toFloatVector()).isEqualTo(parameters);
    assertThat(Example.configuration(net)).isEqualTo(configuration);
  }

  @ParameterizedTest
  @EnumSource
  void filesHoldTheCompactForm(Example example) throws IOException {
    Model small = Example.compact(example.create());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelSerializer.writeModel(small, file, true);
    ByteArrayInputStream in = new ByteArrayInputStream(file.toByteArray());
    Model restored =
        small instanceof ComputationGraph
            ? ModelSerializer.restoreComputationGraph(in, true)
            : ModelSerializer.restoreMultiLayerNetwork(in, true);
    assertThat(restored.params().toFloatVector()).isEqualTo(small.params().toFloatVector());
    assertThat(Example.output(restored, input())).isEqualTo(Example.output(small, input()));
    assertThat(Example.configuration(Example.expand(restored)))
        .isEqualTo(Example.configuration(Example.expand(small)));
  }

  @ParameterizedTest
  @EnumSource
  void configurationsGoThroughJson(Example example) {
    Model small = Example.compact(example.create());
    String json = Example.configuration(small);
    String again =
        small instanceof ComputationGraph
            ? ComputationGraphConfiguration.fromJson(json).toJson()
            : MultiLayerConfiguration.fromJson(json).toJson();
    assertThat(again).isEqualTo(json).contains("Support");
  }

  @ParameterizedTest
  @EnumSource
  void clonesAreIndependent(Example example) {
    Model small = Example.compact(example.create());
    Model clone =
        small instanceof ComputationGraph graph
            ? graph.clone()
            : ((MultiLayerNetwork) small).clone();
    INDArray output = Example.output(small, input());
    assertThat(Example.output(clone, input())).isEqualTo(output);
    clone.params().muli(2);
    assertThat(Example.output(clone, input())).isNotEqualTo(output);
    assertThat(Example.output(small, input())).isEqualTo(output);
  }

  @ParameterizedTest
  @EnumSource(names = {"KRONECKER", "PRUNED_ONLY", "TWO_LAYERS", "MASK_ZERO"})
  void timeStepsContinueASequence(Example example) {
    MultiLayerNetwork net = (MultiLayerNetwork) example.create();
    MultiLayerNetwork small = Compactor.compact(net);
    for (int t = 0; t < STEPS; t++) {
      INDArray step = input().get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(t));
      assertClose(small.rnnTimeStep(step), net.rnnTimeStep(step));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LAST_TIME_STEP", "LAST_TIME_STEP_OF_BIDIRECTIONAL"})
  void masksApply(Example example) {
    MultiLayerNetwork net = (MultiLayerNetwork) example.create();
    MultiLayerNetwork small = Compactor.compact(net);
    INDArray mask = Data.variableLengths(BATCH, STEPS).castTo(DataType.FLOAT);
    INDArray unmasked = net.output(input());
    INDArray expected = net.output(input(), false, mask, null);
    assertClose(small.output(input(), false, mask, null), expected);
    assertThat(unmasked.distance2(expected)).isGreaterThan(1e-3);
  }

  @Test
  void evaluationIsTheSame() {
    MultiLayerNetwork net = (MultiLayerNetwork) Example.TWO_LAYERS.create();
    DataSet data = Data.sequenceData(BATCH, STEPS);
    assertThat(
            Compactor.compact(net).evaluate(new SingletonDataSetIterator(data)).confusionToString())
        .isEqualTo(net.evaluate(new SingletonDataSetIterator(data)).confusionToString());
  }

  @Test
  void everythingIsSmall() throws IOException {
    MultiLayerNetwork net =
        Nets.pruned(
            Nets.net(
                Nets.defaults(new Adam(0.01), DataType.FLOAT),
                Nets.doped(
                        LowRank.rank(1), Doping.builder().finalDensity(0.02).anneal(0, 1).build())
                    .nIn(100)
                    .nOut(100)
                    .build(),
                Nets.eachStep(100)));
    MultiLayerNetwork small = Compactor.compact(net);
    long structures = 2 * 500;
    long nonZeros = 2 * 800;
    long others = 400 + 202;
    assertThat(small.numParams()).isEqualTo(structures + nonZeros + others);
    assertThat(small.getUpdater().getStateViewArray().length()).isEqualTo(2 * small.numParams());
    // What the support takes, in Base64, and the rest of the configuration.
    long configuration = 2 * nonZeros + 4_000;
    assertThat(size(small, false)).isLessThan(4 * small.numParams() + configuration);
    assertThat(size(small, true)).isLessThan(12 * small.numParams() + configuration);
    assertThat(small.summary()).contains("CompactDopedLSTM").contains("3,202");
  }

  private static long size(Model net, boolean withUpdater) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelSerializer.writeModel(net, file, withUpdater);
    return file.size();
  }

  @Test
  void reportsAreTheSame() {
    MultiLayerNetwork net = (MultiLayerNetwork) Example.TWO_LAYERS.create();
    net.output(input());
    MultiLayerNetwork small = Compactor.compact(net);
    small.output(input());
    assertThat(DopingReport.of(small)).hasToString(DopingReport.of(net).toString());
  }

  @Test
  void countsAndSeedsAreKept() {
    MultiLayerNetwork net = (MultiLayerNetwork) Example.KRONECKER.create();
    net.getLayerWiseConfigurations().setIterationCount(5);
    net.getLayerWiseConfigurations().setEpochCount(2);
    MultiLayerNetwork small = Compactor.compact(net);
    assertThat(small.getIterationCount()).isEqualTo(5);
    assertThat(small.getEpochCount()).isEqualTo(2);
    assertThat(small.getLayer(0).conf().getSeed()).isEqualTo(42);

    ComputationGraph graph = (ComputationGraph) Example.GRAPH.create();
    graph.getConfiguration().setIterationCount(5);
    graph.getConfiguration().setEpochCount(2);
    ComputationGraph smallGraph = Compactor.compact(graph);
    assertThat(smallGraph.getIterationCount()).isEqualTo(5);
    assertThat(smallGraph.getEpochCount()).isEqualTo(2);
  }

  @Test
  void aLearningRateIsSetForOneOfTheNetworksOnly() {
    MultiLayerNetwork net = (MultiLayerNetwork) Example.KRONECKER.create();
    MultiLayerNetwork small = Compactor.compact(net);
    NetworkUtils.setLearningRate(small, 0.5);
    assertThat(NetworkUtils.getLearningRate(small, 0)).isEqualTo(0.5);
    assertThat(NetworkUtils.getLearningRate(net, 0)).isEqualTo(0.01);
    assertThat(NetworkUtils.getLearningRate(net, 1)).isEqualTo(0.01);
  }

  @Test
  void layersFrozenByTransferLearningStayFrozen() {
    MultiLayerNetwork net = (MultiLayerNetwork) Example.TWO_LAYERS.create();
    MultiLayerNetwork frozen = new TransferLearning.Builder(net).setFeatureExtractor(0).build();
    MultiLayerNetwork small = Compactor.compact(frozen);
    assertThat(small.getLayer(0)).isInstanceOf(FrozenLayer.class);
    INDArray before = small.getLayer(0).params().dup();
    small.fit(Data.sequenceData(BATCH, STEPS));
    assertThat(small.getLayer(0).params()).isEqualTo(before);
  }

  /** As a constraint leaves them, possibly in one direction only. */
  @Test
  void zerosFillUpASupportThatIsSmallerThanPlanned() {
    MultiLayerNetwork net = (MultiLayerNetwork) Example.BIDIRECTIONAL.create();
    INDArray forward = net.getParam("0_fSW");
    forward.muli(forward.gt(0).castTo(DataType.FLOAT));
    MultiLayerNetwork small = Compactor.compact(net);
    assertThat(small.getParam("0_fSW").length()).isEqualTo(small.getParam("0_bSW").length());
    assertClose(small.output(input()), net.output(input()));
    assertThat(Compactor.expand(small).params()).isEqualTo(net.params());
  }

  @Test
  void valuesThatBecomeZeroStayOnTheSupport() {
    MultiLayerNetwork small = Compactor.compact((MultiLayerNetwork) Example.LOW_RANK.create());
    CompactDopedLSTM before = (CompactDopedLSTM) small.getLayer(0).conf().getLayer().clone();
    small.getParam("0_SR").assign(0);
    small.fit(Data.sequenceData(BATCH, STEPS));
    assertThat(small.getParam("0_SR").toFloatVector()).doesNotContain(0);
    assertThat(small.getLayer(0).conf().getLayer()).isEqualTo(before);
  }
}
