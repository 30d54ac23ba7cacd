package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.structure.Kronecker;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** The doping matrices may learn faster or slower than the rest, whatever the updater. */
class LearningRateFactorTest {

  private static final double FACTOR = 0.25;
  private static final ISchedule HALVED_EVERY_TWO =
      new StepSchedule(ScheduleType.ITERATION, 0.08, 0.5, 2);

  private static DopedLSTM.Builder layer(double factor) {
    return Nets.doped(Kronecker.balanced(), Nets.unpruned().learningRateFactor(factor).build());
  }

  private static MultiLayerNetwork net(IUpdater updater, Layer... layers) {
    return Nets.listening(Nets.net(Nets.defaults(updater, DataType.DOUBLE), layers));
  }

  private static MultiLayerNetwork stacked(IUpdater updater, double factor) {
    return net(updater, layer(factor).build(), Nets.eachStep(Nets.UNITS));
  }

  static Stream<IUpdater> updaters() {
    return Stream.of(
        new Sgd(0.1),
        new Sgd(HALVED_EVERY_TWO),
        new Adam(0.01),
        new Adam(HALVED_EVERY_TWO),
        new Nesterovs(0.1, 0.8),
        new Nesterovs(HALVED_EVERY_TWO, 0.8),
        new AdaGrad(0.1),
        new RmsProp(0.1));
  }

  /** From the same parameters, gradient and updater state, a step is proportional to the rate. */
  @ParameterizedTest
  @MethodSource("updaters")
  void theStepOfTheDopingIsScaledAndNoOther(IUpdater updater) {
    assertThat(movements(stacked(updater, FACTOR), "0_SW", "0_SR"))
        .usingElementComparator(LearningRateFactorTest::compare)
        .containsExactlyElementsOf(
            movements(stacked(updater, 1), "0_SW", "0_SR").stream().map(m -> FACTOR * m).toList());
    assertThat(movements(stacked(updater, FACTOR), "0_WB", "0_RC", "0_b", "1_W"))
        .isEqualTo(movements(stacked(updater, 1), "0_WB", "0_RC", "0_b", "1_W"));
  }

  private static int compare(Double one, Double other) {
    return Math.abs(one - other) < 1e-6 * Math.abs(one) ? 0 : Double.compare(one, other);
  }

  private static List<Double> movements(MultiLayerNetwork net, String... names) {
    INDArray before = net.params().dup();
    MultiLayerNetwork start = net.clone();
    start.setParams(before);
    net.fit(Data.sequenceData(2, 3));
    return Stream.of(names)
        .map(name -> Data.distance(net.getParam(name), start.getParam(name)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("updaters")
  void theScheduleGoesOnAndTheRestOfTheUpdaterStays(IUpdater updater) {
    IUpdater scaled = layer(FACTOR).updater(updater).build().getUpdaterByParam("SW");
    for (int iteration : new int[] {0, 1, 2, 7}) {
      assertThat(scaled.getLearningRate(iteration, 0))
          .isEqualTo(FACTOR * updater.getLearningRate(iteration, 0), within(1e-15));
    }
    IUpdater sameButRate = updater.clone();
    sameButRate.setLrAndSchedule(1, null);
    scaled.setLrAndSchedule(1, null);
    assertThat(scaled).isEqualTo(sameButRate);
  }

  @Test
  void theDopingUpdaterIsScaledToo() {
    DopedLSTM layer = layer(2).dopingUpdater(new Sgd(0.3)).structureUpdater(new Sgd(0.4)).build();
    assertThat(layer.getUpdaterByParam("SR").getLearningRate(0, 0)).isEqualTo(0.6);
    assertThat(layer.getUpdaterByParam("WB").getLearningRate(0, 0)).isEqualTo(0.4);
  }

  @Test
  void withAFactorOfOneNothingChanges() {
    Adam adam = new Adam(0.01);
    assertThat(layer(1).updater(adam).build().getUpdaterByParam("SW")).isSameAs(adam);
  }

  /** W theta, SW, R theta, SR, bias and softmax; the same layer after itself would be combined. */
  @Test
  void parametersOfOneRateFormABlock() {
    MultiLayerNetwork net = stacked(new Adam(0.01), FACTOR);
    net.fit(Data.sequenceData(2, 3));
    List<Integer> sizes =
        ((BaseMultiLayerUpdater<?>) net.getUpdater())
            .getUpdaterBlocks().stream()
                .map(UpdaterBlock::getLayersAndVariablesInBlock)
                .map(List::size)
                .toList();
    assertThat(sizes).containsExactly(2, 1, 2, 1, 3);
    DopedLSTM layer = layer(FACTOR).updater(new Adam(0.01)).build();
    assertThat(layer.getUpdaterByParam("SW"))
        .isEqualTo(layer.getUpdaterByParam("SR"))
        .hasSameHashCodeAs(layer.getUpdaterByParam("SR"))
        .isNotEqualTo(layer.getUpdaterByParam("WB"));
  }

  @Test
  void aRateThatIsSetOnARunningNetworkCounts() {
    MultiLayerNetwork net = stacked(new Sgd(0.1), FACTOR);
    net.fit(Data.sequenceData(2, 3));
    net.setLearningRate(0.02);
    IUpdater scaled = net.getLayer(0).conf().getLayer().getUpdaterByParam("SW");
    assertThat(scaled.getLearningRate(5, 0)).isEqualTo(FACTOR * 0.02);
    List<Double> slow = movements(net, "0_SW");
    net.setLearningRate(0.0);
    assertThat(movements(net, "0_SW")).containsExactly(0.0);
    assertThat(slow.get(0)).isPositive();
  }

  static Stream<Layer> wrapped() {
    return Stream.of(
        new Bidirectional(Bidirectional.Mode.ADD, layer(1e-9).build()),
        new LastTimeStep(layer(1e-9).build()));
  }

  @ParameterizedTest
  @MethodSource("wrapped")
  void wrappersPassItOn(Layer wrapper) {
    boolean sequences = wrapper instanceof Bidirectional;
    Layer output = sequences ? Nets.eachStep(Nets.UNITS) : Nets.eachSequence(Nets.UNITS);
    MultiLayerNetwork net = net(new Sgd(1), wrapper, output);
    DataSet data =
        sequences ? Data.sequenceData(2, 3) : new DataSet(Data.sequences(2, 3), Data.labels(2));
    MultiLayerNetwork start = net.clone();
    net.fit(data);
    for (String name : net.paramTable().keySet()) {
      double moved = Data.distance(net.getParam(name), start.getParam(name));
      boolean doping = name.endsWith("SW") || name.endsWith("SR");
      assertThat(moved).as(name).isPositive().matches(m -> m < 1e-8 == doping);
    }
  }

  @Test
  void anUpdaterWithoutALearningRateIsAnErrorThatNamesTheLayer() {
    DopedLSTM layer = layer(FACTOR).name("memory").updater(new AdaDelta()).build();
    assertThatThrownBy(() -> layer.getUpdaterByParam("SW"))
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("\"memory\"")
        .hasMessageContaining("learningRateFactor(0.25)")
        .hasMessageContaining("AdaDelta");
    assertThat(layer.getUpdaterByParam("WB")).isEqualTo(new AdaDelta());
    assertThat(layer(FACTOR).updater(new NoOp()).build().getUpdaterByParam("SW"))
        .isEqualTo(new NoOp());
  }
}
