package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Unstructured;
import io.github.dl4jdoping.training.DopingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Backpropagation starts from the state that the segment's forward pass started from. */
class TruncatedBackpropagationTest {

  private static final int BATCH = 2;
  private static final int STEPS = 4;

  static Stream<DopedLSTM> layers() {
    return Stream.of(
        Nets.doped().build(),
        Nets.doped(Kronecker.balanced(), Nets.unpruned().build()).build(),
        Nets.doped(LowRank.rank(2), Doping.none()).build(),
        Nets.doped(Unstructured.dense(), Doping.dense()).build());
  }

  private final LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
  private final INDArray x = Data.sequences(BATCH, STEPS);
  private final INDArray epsilon = Data.gaussian(5, BATCH, Nets.UNITS, STEPS);
  private final INDArray h = Data.gaussian(8, BATCH, Nets.UNITS).muli(0.5);
  private final INDArray c = Data.gaussian(9, BATCH, Nets.UNITS);

  private static MultiLayerNetwork net(Layer layer) {
    MultiLayerNetwork net = Nets.listening(Nets.net(layer, Nets.eachStep(Nets.UNITS)));
    net.initGradientsView();
    return net;
  }

  private INDArray gradient(DopedLSTMLayer layer, int backwardLength) {
    layer.rnnSetTBPTTState(
        Map.of(LSTM.STATE_KEY_PREV_ACTIVATION, h, LSTM.STATE_KEY_PREV_MEMCELL, c));
    layer.rnnActivateUsingStoredState(x, true, true, workspaces);
    layer.tbpttBackpropGradient(epsilon, backwardLength, workspaces);
    return layer.getGradientsViewArray().dup();
  }

  /** The gradient by central differences of the reference, unrolled by hand from the state. */
  private double[] reference(DopedLSTMLayer layer, int backwardLength) {
    List<ReferenceLstm.State> starts = new ArrayList<>();
    int from = STEPS - backwardLength;
    for (int n = 0; n < BATCH; n++) {
      ReferenceLstm.State start = ReferenceLstm.State.of(h, c, n);
      starts.add(ReferenceLstm.of(layer).run(start, x.get(NDArrayIndex.point(n)), from));
    }
    return differences(layer.params(), () -> loss(ReferenceLstm.of(layer), starts, from));
  }

  private double loss(ReferenceLstm lstm, List<ReferenceLstm.State> starts, int from) {
    double sum = 0;
    for (int n = 0; n < BATCH; n++) {
      INDArray ofExample = epsilon.get(NDArrayIndex.point(n));
      sum += lstm.weightedOutput(starts.get(n), x.get(NDArrayIndex.point(n)), ofExample, from);
    }
    return sum;
  }

  private static double[] differences(INDArray params, DoubleSupplier loss) {
    double step = 1e-5;
    double[] gradient = new double[Math.toIntExact(params.length())];
    for (int i = 0; i < gradient.length; i++) {
      double value = params.getDouble(i);
      params.putScalar(i, value + step);
      double above = loss.getAsDouble();
      params.putScalar(i, value - step);
      gradient[i] = (above - loss.getAsDouble()) / (2 * step);
      params.putScalar(i, value);
    }
    return gradient;
  }

  @ParameterizedTest
  @MethodSource("layers")
  void theGradientOfASegmentIsThatOfTheUnrolledReference(DopedLSTM conf) {
    DopedLSTMLayer layer = Nets.dopedLayer(net(conf), 0);
    double[] gradient = gradient(layer, STEPS).toDoubleVector();
    assertThat(Data.distance(gradient, reference(layer, STEPS))).isLessThan(1e-8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aShorterBackwardLengthTakesTheStateBeforeItAsGiven(int length) {
    DopedLSTMLayer layer = Nets.dopedLayer(net(Nets.doped().build()), 0);
    double[] gradient = gradient(layer, length).toDoubleVector();
    assertThat(Data.distance(gradient, reference(layer, length))).isLessThan(1e-8);
    double[] ofAllSteps = gradient(layer, STEPS).toDoubleVector();
    assertThat(Data.distance(gradient, ofAllSteps)).isGreaterThan(1e-3);
  }

  static Stream<DopedLSTM> layersUnderRowDropout() {
    Doping perStep = Nets.unpruned().rowDropout(0.4).build();
    Doping perSequence = Nets.unpruned().rowDropout(0.4).rowDropoutPerSequence(true).build();
    return Stream.of(
        Nets.doped(Kronecker.balanced(), perStep).build(),
        Nets.doped(Hybrid.of(0.25, 1), perStep).build(),
        Nets.doped(LowRank.rank(1), perSequence).build());
  }

  @ParameterizedTest
  @MethodSource("layersUnderRowDropout")
  void theGradientOfASegmentUnderRowDropoutIsNumericallyRight(DopedLSTM conf) {
    DopedLSTMLayer layer = Nets.dopedLayer(net(conf), 0);
    double[] expected = differences(layer.params(), () -> lossOfSegment(layer));
    assertThat(Data.distance(gradient(layer, STEPS).toDoubleVector(), expected)).isLessThan(1e-8);
  }

  private double lossOfSegment(DopedLSTMLayer layer) {
    layer.rnnSetTBPTTState(
        Map.of(LSTM.STATE_KEY_PREV_ACTIVATION, h, LSTM.STATE_KEY_PREV_MEMCELL, c));
    INDArray output = layer.rnnActivateUsingStoredState(x, true, false, workspaces);
    return output.mul(epsilon).sumNumber().doubleValue();
  }

  @Test
  void graphsTrainAsStacksDo() {
    DopedLSTM layer = Nets.doped(Kronecker.balanced(), Doping.dense()).build();
    MultiLayerNetwork stack = segmentsOfOne(layer.clone());
    ComputationGraph graph =
        new ComputationGraph(
            Nets.defaults()
                .graphBuilder()
                .addInputs("in")
                .addLayer("lstm", layer.clone(), "in")
                .addLayer("out", Nets.eachStep(Nets.UNITS), "lstm")
                .setOutputs("out")
                .backpropType(BackpropType.TruncatedBPTT)
                .tBPTTForwardLength(1)
                .tBPTTBackwardLength(1)
                .build());
    graph.init();
    graph.setParams(stack.params());
    stack.fit(Data.sequenceData(BATCH, STEPS));
    graph.fit(Data.sequenceData(BATCH, STEPS));
    assertThat(graph.params()).isEqualTo(stack.params());
  }

  @Test
  void stepsThatAreNotGoneBackToHaveNoInputGradient() {
    DopedLSTMLayer layer = Nets.dopedLayer(net(Nets.doped().build()), 0);
    layer.rnnActivateUsingStoredState(x, true, true, workspaces);
    INDArray dx = layer.tbpttBackpropGradient(epsilon, 1, workspaces).getSecond();
    double[] perStep = dx.norm2(0, 1).toDoubleVector();
    assertThat(perStep).startsWith(0, 0, 0);
    assertThat(perStep[STEPS - 1]).isPositive();
  }

  @Test
  void inFitTheSecondSegmentIsBackpropagatedFromItsOwnStart() {
    MultiLayerNetwork net = lossOnHiddenStates(2);
    List<INDArray> gradients = new ArrayList<>();
    net.setListeners(
        new DopingListener(),
        new BaseTrainingListener() {
          @Override
          public void onGradientCalculation(Model model) {
            gradients.add(model.gradient().gradient().dup());
          }
        });
    INDArray y = Data.gaussian(13, BATCH, Nets.UNITS, STEPS);
    net.fit(new DataSet(x, y));

    DopedLSTMLayer layer = Nets.dopedLayer(net, 0);
    assertThat(gradients).hasSize(2);
    double[] expected = differences(layer.params(), new SegmentLoss(layer, x, y, 2));
    assertThat(Data.distance(gradients.get(1).toDoubleVector(), expected)).isLessThan(1e-7);
  }

  /** The squared error of the steps from one on; the state before them is a constant. */
  private static final class SegmentLoss implements DoubleSupplier {

    private final DopedLSTMLayer layer;
    private final INDArray x;
    private final INDArray y;
    private final int from;
    private final List<ReferenceLstm.State> starts = new ArrayList<>();

    SegmentLoss(DopedLSTMLayer layer, INDArray x, INDArray y, int from) {
      this.layer = layer;
      this.x = x;
      this.y = y;
      this.from = from;
      for (int n = 0; n < BATCH; n++) {
        starts.add(
            ReferenceLstm.of(layer)
                .run(ReferenceLstm.State.zero(), x.get(NDArrayIndex.point(n)), from));
      }
    }

    @Override
    public double getAsDouble() {
      ReferenceLstm lstm = ReferenceLstm.of(layer);
      double sum = 0;
      for (int n = 0; n < BATCH; n++) {
        ReferenceLstm.State state = starts.get(n);
        for (int t = from; t < STEPS; t++) {
          state = lstm.step(state, x.get(NDArrayIndex.point(n)).getColumn(t).toDoubleVector());
          for (int j = 0; j < Nets.UNITS; j++) {
            double error = state.h[j] - y.getDouble(n, j, t);
            sum += error * error;
          }
        }
      }
      return sum;
    }
  }

  private static MultiLayerNetwork lossOnHiddenStates(int segment) {
    MultiLayerConfiguration conf =
        Nets.defaults(new Sgd(0), DataType.DOUBLE)
            .list()
            .layer(Nets.doped(Kronecker.balanced(), Nets.unpruned().build()).build())
            .layer(
                new RnnLossLayer.Builder(LossFunction.L2).activation(Activation.IDENTITY).build())
            .backpropType(BackpropType.TruncatedBPTT)
            .tBPTTLength(segment)
            .build();
    MultiLayerNetwork net = new MultiLayerNetwork(conf);
    net.init();
    return net;
  }

  private static MultiLayerNetwork segmentsOfOne(Layer layer) {
    MultiLayerConfiguration conf =
        Nets.defaults()
            .list()
            .layer(layer)
            .layer(Nets.eachStep(Nets.UNITS))
            .backpropType(BackpropType.TruncatedBPTT)
            .tBPTTLength(1)
            .build();
    MultiLayerNetwork net = new MultiLayerNetwork(conf);
    net.init();
    return net;
  }

  private static double movement(MultiLayerNetwork net, String parameter) {
    INDArray before = net.getParam(parameter).dup();
    net.fit(Data.sequenceData(BATCH, STEPS));
    return Data.distance(net.getParam(parameter), before);
  }

  @Test
  void recurrentWeightsLearnFromSegmentsOfOneStep() {
    assertThat(movement(segmentsOfOne(Nets.doped().build()), "0_SR")).isGreaterThan(1e-3);
    DopedLSTM kronecker = Nets.doped(Kronecker.balanced(), Doping.none()).build();
    assertThat(movement(segmentsOfOne(kronecker), "0_RB")).isGreaterThan(1e-3);
    assertThat(movement(segmentsOfOne(kronecker), "0_RC")).isGreaterThan(1e-3);
    // The reason for an implementation of our own: DL4J restarts each segment from zero.
    assertThat(movement(segmentsOfOne(Nets.stock().build()), "0_RW")).isZero();
  }

  @Test
  void aStoredStateOfAnotherMinibatchSizeIsAnError() {
    MultiLayerNetwork net = net(Nets.doped().build());
    net.rnnTimeStep(Data.sequences(2, 1));
    assertThatThrownBy(() -> net.rnnTimeStep(Data.sequences(3, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("minibatch of 2")
        .hasMessageContaining("3 examples")
        .hasMessageContaining("rnnClearPreviousState()");

    net.rnnClearPreviousState();
    assertThat(net.rnnTimeStep(Data.sequences(3, 1)).size(0)).isEqualTo(3);
  }
}
