package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.conf.RowDropoutTarget;
import io.github.dl4jdoping.sparsity.Granularity;
import io.github.dl4jdoping.sparsity.MagnitudePruning;
import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.Unstructured;
import io.github.dl4jdoping.training.DopingListener;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;

@ExtendWith(DoublePrecision.class)
class GradientCheckTest {

  private static final int BATCH = 2;
  private static final int STEPS = 3;

  private static final Doping ANNEALED = Nets.unpruned().build();
  private static final Doping DROPPED = Nets.unpruned().rowDropout(0.4).build();
  private static final Doping DROPPED_PER_SEQUENCE =
      Nets.unpruned().rowDropout(0.4).rowDropoutPerSequence(true).build();

  private static MultiLayerNetwork eachStep(Layer layer, RNNFormat format) {
    return Nets.listening(Nets.net(layer, Nets.eachStep(Nets.UNITS, format)));
  }

  private static MultiLayerNetwork eachStep(Layer layer) {
    return eachStep(layer, RNNFormat.NCW);
  }

  private static MultiLayerNetwork lastStep(Layer layer) {
    return Nets.listening(Nets.net(new LastTimeStep(layer), Nets.eachSequence(Nets.UNITS)));
  }

  private static DataSet stepData(RNNFormat format) {
    return new DataSet(
        Data.in(format, Data.sequences(BATCH, STEPS)), Data.in(format, Data.labels(BATCH, STEPS)));
  }

  private static DataSet maskedSteps() {
    INDArray mask = Data.variableLengths(BATCH, STEPS);
    return new DataSet(Data.sequences(BATCH, STEPS), Data.labels(BATCH, STEPS), mask, mask);
  }

  private static DataSet maskedSequences(RNNFormat format) {
    INDArray mask = Data.variableLengths(BATCH, STEPS);
    INDArray input = Data.in(format, Data.sequences(BATCH, STEPS));
    return new DataSet(input, Data.labels(BATCH), mask, null);
  }

  static List<Structure> structures() {
    return List.of(
        Kronecker.balanced(),
        Kronecker.balanced(2),
        LowRank.rank(2),
        Hybrid.of(0.25, 1),
        Hybrid.withFreeUnits(1, 1, 3),
        Unstructured.none(),
        Unstructured.dense());
  }

  @ParameterizedTest
  @MethodSource("structures")
  void everyStructureWithDoping(Structure structure) {
    GradientCheck.passes(
        eachStep(Nets.doped(structure, ANNEALED).build()), Data.sequenceData(BATCH, STEPS));
  }

  static Stream<Structure> structuresThatStandAlone() {
    return structures().stream().filter(structure -> !structure.equals(Unstructured.none()));
  }

  @ParameterizedTest
  @MethodSource("structuresThatStandAlone")
  void everyStructureWithoutDopingInNwc(Structure structure) {
    DopedLSTM layer = Nets.doped(structure, Doping.none()).dataFormat(RNNFormat.NWC).build();
    GradientCheck.passes(eachStep(layer, RNNFormat.NWC), stepData(RNNFormat.NWC));
  }

  @ParameterizedTest
  @MethodSource("structures")
  void everyStructureUnderRowDropoutPerTimeStep(Structure structure) {
    GradientCheck.passes(
        eachStep(Nets.doped(structure, DROPPED).build()), Data.sequenceData(BATCH, STEPS));
  }

  @Test
  void differentStructuresUnderRowDropoutPerSequence() {
    DopedLSTM layer =
        Nets.doped()
            .inputStructure(LowRank.rank(1))
            .recurrentStructure(Kronecker.balanced())
            .doping(DROPPED_PER_SEQUENCE)
            .build();
    GradientCheck.passes(eachStep(layer), maskedSteps());
  }

  @Test
  void oneMatrixWithoutStructureUnderRowDropout() {
    DopedLSTM layer =
        Nets.doped()
            .inputStructure(Unstructured.none())
            .recurrentStructure(Hybrid.of(0.5, 1))
            .doping(DROPPED)
            .dataFormat(RNNFormat.NWC)
            .build();
    GradientCheck.passes(eachStep(layer, RNNFormat.NWC), stepData(RNNFormat.NWC));
  }

  @ParameterizedTest
  @EnumSource(names = {"INPUT", "RECURRENT"})
  void rowDropoutOnOneMatrix(RowDropoutTarget target) {
    Doping doping = Nets.unpruned().rowDropout(0.4).rowDropoutOn(target).build();
    GradientCheck.passes(eachStep(Nets.doped(Kronecker.balanced(), doping).build()), maskedSteps());
  }

  @ParameterizedTest
  @EnumSource(Bidirectional.Mode.class)
  void bidirectionalWithMasksUnderRowDropout(Bidirectional.Mode mode) {
    DopedLSTM layer = Nets.doped(Kronecker.balanced(), DROPPED).build();
    int outputs = mode == Bidirectional.Mode.CONCAT ? 2 * Nets.UNITS : Nets.UNITS;
    MultiLayerNetwork net =
        Nets.net(new Bidirectional(mode, layer), Nets.eachStep(outputs, RNNFormat.NCW));
    GradientCheck.passes(Nets.listening(net), maskedSteps());
  }

  @Test
  void bidirectionalInNwc() {
    DopedLSTM layer = Nets.doped(LowRank.rank(1), ANNEALED).dataFormat(RNNFormat.NWC).build();
    MultiLayerNetwork net =
        Nets.net(
            new Bidirectional(Bidirectional.Mode.CONCAT, layer),
            Nets.eachStep(2 * Nets.UNITS, RNNFormat.NWC));
    GradientCheck.passes(Nets.listening(net), stepData(RNNFormat.NWC));
  }

  /** Read backwards, sequences of variable length begin with masked steps. */
  @Test
  void lastTimeStepOfBothDirections() {
    Layer both = new Bidirectional(Nets.doped(LowRank.rank(1), DROPPED).build());
    MultiLayerNetwork net = Nets.net(new LastTimeStep(both), Nets.eachSequence(2 * Nets.UNITS));
    GradientCheck.passes(Nets.listening(net), maskedSequences(RNNFormat.NCW));
  }

  static Stream<Arguments> formatsAndDopings() {
    return Stream.of(
        Arguments.of(RNNFormat.NCW, ANNEALED),
        Arguments.of(RNNFormat.NWC, DROPPED),
        Arguments.of(RNNFormat.NCW, DROPPED_PER_SEQUENCE));
  }

  @ParameterizedTest
  @MethodSource("formatsAndDopings")
  void lastTimeStepOfSequencesOfVariableLength(RNNFormat format, Doping doping) {
    DopedLSTM layer = Nets.doped(Kronecker.balanced(), doping).dataFormat(format).build();
    GradientCheck.passes(lastStep(layer), maskedSequences(format));
  }

  /** A step of zeros in the middle is masked, and state does not pass it. */
  @ParameterizedTest
  @MethodSource("formatsAndDopings")
  void stepsThatMaskZeroLayerMasks(RNNFormat format, Doping doping) {
    DopedLSTM layer = Nets.doped(Hybrid.of(0.25, 1), doping).dataFormat(format).build();
    INDArray input = Data.sequences(BATCH, 4);
    input.get(NDArrayIndex.point(0), NDArrayIndex.all(), NDArrayIndex.point(1)).assign(0);
    input.get(NDArrayIndex.point(1), NDArrayIndex.all(), NDArrayIndex.point(2)).assign(0);
    INDArray labels = Data.in(format, Data.labels(BATCH, 4));
    GradientCheck.passes(
        eachStep(new MaskZeroLayer(layer, 0), format), new DataSet(Data.in(format, input), labels));
  }

  static List<Structure> structuresToPrune() {
    return List.of(Kronecker.balanced(), LowRank.rank(1), Hybrid.of(0.25, 1), Unstructured.none());
  }

  @ParameterizedTest
  @MethodSource("structuresToPrune")
  void partPrunedSupport(Structure structure) {
    MultiLayerNetwork net = eachStep(Nets.doped(structure, DROPPED).build());
    MagnitudePruning.prune(net.getParam("0_SW"), 20);
    MagnitudePruning.prune(net.getParam("0_SR"), 20);
    DataSet data = Data.sequenceData(BATCH, STEPS);
    GradientCheck.passesOnSupport(net, data, "0_SW");
    GradientCheck.passesOnSupport(net, data, "0_SR");
    GradientCheck.passes(net, data, "0_SW", "0_SR");
  }

  /** Regrowth is due in the first step: off the support only the steepest entries have a gradient. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.4})
  void entriesThatAreAboutToGrow(double rowDropout) {
    Doping doping = Nets.unpruned().anneal(0, 9).regrow(0.5, 1, 9).rowDropout(rowDropout).build();
    MultiLayerNetwork net = eachStep(Nets.doped(Kronecker.balanced(), doping).build());
    DataSet data = Data.sequenceData(BATCH, STEPS);
    for (String name : List.of("0_SW", "0_SR")) {
      MagnitudePruning.prune(net.getParam(name), 20);
      INDArray numerical = GradientCheck.numerical(net, data, name);
      INDArray offSupport = net.getParam(name).eq(0).castTo(DataType.DOUBLE);
      // 20 entries times 0.25 (1 + cos(pi / 9)).
      MagnitudePruning.prune(offSupport.muli(numerical), 10);
      INDArray expected = numerical.mul(net.getParam(name).neq(0).castTo(DataType.DOUBLE));
      expected.addi(offSupport);
      assertThat(Data.distance(GradientCheck.analytic(net, data, name), expected))
          .as(name)
          .isLessThan(1e-7);
    }
  }

  static List<Granularity> granularities() {
    return List.of(
        Granularity.bankBalanced(16),
        Granularity.bankBalanced(32),
        Granularity.bankBalanced(64),
        Granularity.blocks(8),
        Granularity.blocks(16));
  }

  /** 20 outputs: a group of 16 and one of 4. */
  @ParameterizedTest
  @MethodSource("granularities")
  void partPrunedSupportOfEachGranularity(Granularity granularity) {
    Doping doping = Nets.unpruned().granularity(granularity).rowDropout(0.4).build();
    DopedLSTM layer = Nets.doped(LowRank.rank(1), doping).nOut(5).build();
    MultiLayerNetwork net = Nets.listening(Nets.net(layer, Nets.eachStep(5)));
    for (String name : List.of("0_SW", "0_SR")) {
      MagnitudePruning.prune(net.getParam(name), 32, granularity);
      assertThat(MagnitudePruning.nonZeros(net.getParam(name))).isEqualTo(32);
    }
    DataSet data = Data.sequenceData(BATCH, STEPS);
    GradientCheck.passesOnSupport(net, data, "0_SW");
    GradientCheck.passesOnSupport(net, data, "0_SR");
    GradientCheck.passes(net, data, "0_SW", "0_SR");
    assertThat(List.of(net.getParam("0_SW"), net.getParam("0_SR")))
        .allMatch(granularity::describes);
  }

  @Test
  void twoLayersOfWhichOneIsPruned() {
    DopedLSTM first = Nets.doped(Kronecker.balanced(), DROPPED).build();
    DopedLSTM second = Nets.doped(LowRank.rank(1), ANNEALED).nIn(Nets.UNITS).build();
    MultiLayerNetwork net = Nets.listening(Nets.net(first, second, Nets.eachStep(Nets.UNITS)));
    MagnitudePruning.prune(net.getParam("1_SW"), 5);
    MagnitudePruning.prune(net.getParam("1_SR"), 5);
    GradientCheck.passes(net, maskedSteps(), "1_SW", "1_SR");
  }

  @Test
  void otherActivationFunctions() {
    DopedLSTM layer =
        Nets.doped(Kronecker.balanced(), DROPPED)
            .activation(Activation.SOFTSIGN)
            .gateActivationFunction(Activation.HARDSIGMOID)
            .build();
    GradientCheck.passes(eachStep(layer), Data.sequenceData(BATCH, STEPS));
  }

  @Test
  void graphWithMasks() {
    Layer layer = new LastTimeStep(Nets.doped(Hybrid.of(0.25, 1), DROPPED).build());
    ComputationGraph graph = Nets.graph(Nets.defaults(), layer, Nets.eachSequence(Nets.UNITS));
    graph.setListeners(new DopingListener());
    GradientCheck.passes(graph, maskedSequences(RNNFormat.NCW));
  }

  @Test
  void bidirectionalGraph() {
    Layer layer =
        new Bidirectional(
            Bidirectional.Mode.MUL, Nets.doped(Kronecker.balanced(2), DROPPED).build());
    ComputationGraph graph = Nets.graph(Nets.defaults(), layer, Nets.eachStep(Nets.UNITS));
    graph.setListeners(new DopingListener());
    GradientCheck.passes(graph, maskedSteps());
  }
}
