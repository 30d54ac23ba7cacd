package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.CompactDopedLSTM;
import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.deploy.Compactor;
import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.Unstructured;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

@ExtendWith(DoublePrecision.class)
class CompactGradientCheckTest {

  private static final int BATCH = 2;
  private static final int STEPS = 4;
  private static final Doping DOPING = Doping.builder().finalDensity(0.25).anneal(0, 1).build();

  static List<Structure> structures() {
    return List.of(
        Kronecker.balanced(),
        Kronecker.balanced(2),
        LowRank.rank(2),
        Hybrid.of(0.25, 1),
        Unstructured.none(),
        Unstructured.dense());
  }

  private static MultiLayerNetwork compact(Layer... layers) {
    return Compactor.compact(Nets.pruned(Nets.net(layers)));
  }

  private static DataSet masked() {
    INDArray mask = Data.variableLengths(BATCH, STEPS);
    return new DataSet(Data.sequences(BATCH, STEPS), Data.labels(BATCH, STEPS), mask, mask);
  }

  @ParameterizedTest
  @MethodSource("structures")
  void everyStructure(Structure structure) {
    GradientCheck.passes(
        compact(Nets.doped(structure, DOPING).build(), Nets.eachStep(Nets.UNITS)),
        Data.sequenceData(BATCH, STEPS));
  }

  @Test
  void withoutDoping() {
    GradientCheck.passes(
        compact(Nets.doped(LowRank.rank(2), Doping.none()).build(), Nets.eachStep(Nets.UNITS)),
        Data.sequenceData(BATCH, STEPS));
  }

  @Test
  void withAnEmptySupport() {
    Doping empty = Doping.builder().finalDensity(0).anneal(0, 1).build();
    GradientCheck.passes(
        compact(Nets.doped(LowRank.rank(2), empty).build(), Nets.eachStep(Nets.UNITS)),
        Data.sequenceData(BATCH, STEPS));
  }

  @Test
  void bidirectionalWithMasks() {
    GradientCheck.passes(
        compact(
            new Bidirectional(Nets.doped(Kronecker.balanced(), DOPING).build()),
            Nets.eachStep(2 * Nets.UNITS)),
        masked());
  }

  @Test
  void lastTimeStepOfTwoLayersWithMasks() {
    DopedLSTM second = Nets.doped(Hybrid.of(0.25, 1), DOPING).nIn(Nets.UNITS).build();
    DataSet data =
        new DataSet(
            Data.sequences(BATCH, STEPS),
            Data.labels(BATCH),
            Data.variableLengths(BATCH, STEPS),
            null);
    GradientCheck.passes(
        compact(
            Nets.doped(LowRank.rank(1), DOPING).build(),
            new LastTimeStep(second),
            Nets.eachSequence(Nets.UNITS)),
        data);
  }

  @Test
  void maskZeroInNwc() {
    DopedLSTM layer = Nets.doped(Kronecker.balanced(), DOPING).dataFormat(RNNFormat.NWC).build();
    GradientCheck.passes(
        compact(new MaskZeroLayer(layer, 0), Nets.eachStep(Nets.UNITS, RNNFormat.NWC)),
        new DataSet(
            Data.in(RNNFormat.NWC, Data.sequences(BATCH, STEPS)),
            Data.in(RNNFormat.NWC, Data.labels(BATCH, STEPS))));
  }

  @Test
  void graph() {
    ComputationGraph graph =
        Nets.graph(
            Nets.defaults(),
            Nets.doped(Kronecker.balanced(), DOPING).build(),
            Nets.eachStep(Nets.UNITS));
    GradientCheck.passes(Compactor.compact(Nets.pruned(graph)), masked());
  }

  /** The gradients of a DopedLSTM's segment are checked numerically elsewhere. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, STEPS})
  void aSegmentHasTheGradientThatItHadBefore(int backwardLength) {
    MultiLayerNetwork net =
        Nets.pruned(
            Nets.net(Nets.doped(Kronecker.balanced(), DOPING).build(), Nets.eachStep(Nets.UNITS)));
    Map<String, INDArray> expected = gradients(net, backwardLength);
    MultiLayerNetwork small = Compactor.compact(net);
    Map<String, INDArray> actual = gradients(small, backwardLength);
    DopedLayer layer = DopedLayer.in(small).get(0);
    for (MatrixPlan matrix : layer.conf().plan().matrices()) {
      var support = ((CompactDopedLSTM) layer.conf()).support(matrix);
      INDArray gathered = actual.get(matrix.dopingName()).dup();
      SupportArrays.gather(support, expected.get(matrix.dopingName()), gathered);
      assertThat(actual.get(matrix.dopingName()).distance2(gathered)).isLessThan(1e-12);
      assertThat(gathered.norm2Number().doubleValue()).isPositive();
      for (String factor : List.of("B", "C")) {
        String name = matrix.slotName(factor);
        assertThat(actual.get(name).distance2(expected.get(name))).isLessThan(1e-12);
      }
    }
  }

  private static Map<String, INDArray> gradients(MultiLayerNetwork net, int backwardLength) {
    net.initGradientsView();
    AbstractDopedLayer<?> layer = DopedLayer.in(net).get(0).implementation();
    INDArray h = Data.gaussian(8, BATCH, Nets.UNITS).muli(0.5);
    INDArray c = Data.gaussian(9, BATCH, Nets.UNITS);
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    layer.rnnSetTBPTTState(
        Map.of(LSTM.STATE_KEY_PREV_ACTIVATION, h, LSTM.STATE_KEY_PREV_MEMCELL, c));
    layer.rnnActivateUsingStoredState(Data.sequences(BATCH, STEPS), true, true, workspaces);
    return layer
        .tbpttBackpropGradient(
            Data.gaussian(5, BATCH, Nets.UNITS, STEPS), backwardLength, workspaces)
        .getFirst()
        .gradientForVariable();
  }
}
