package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.conf.RowDropoutTarget;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.Unstructured;
import io.github.dl4jdoping.training.DopingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * Where the masks of row dropout apply and what they depend on. A mask shows in the gradient of a
 * co-matrix without structure: where an output was dropped, the column has no gradient.
 */
class RowDropoutTest {

  private static final int STEPS = 2;
  private static final double RATE = 0.5;

  private static Doping dropping() {
    return Nets.unpruned().rowDropout(RATE).build();
  }

  private static DopedLSTM.Builder layer(Doping doping) {
    return Nets.doped(Unstructured.dense(), doping);
  }

  private static MultiLayerNetwork net(int outputs, Layer... layers) {
    Layer[] all = Arrays.copyOf(layers, layers.length + 1);
    all[layers.length] = Nets.eachStep(outputs);
    MultiLayerNetwork net =
        Nets.listening(Nets.net(Nets.defaults(new Sgd(0.01), DataType.DOUBLE), all));
    // With biases there is a state after the first step even if its input is zero.
    net.paramTable().forEach(RowDropoutTest::randomiseBias);
    return net;
  }

  private static void randomiseBias(String name, INDArray values) {
    if (name.endsWith("b")) {
      values.assign(Data.gaussian(2, values.shape()));
    }
  }

  /** Which columns of each doping and structure matrix have no gradient. */
  private static Map<String, String> dropped(MultiLayerNetwork net, INDArray input) {
    net.setInput(input);
    net.setLabels(Data.labels((int) input.size(0), STEPS));
    net.computeGradientAndScore();
    Map<String, String> patterns = new HashMap<>();
    net.gradient().gradientForVariable().forEach((name, g) -> patterns.put(name, pattern(g)));
    return patterns;
  }

  private static String pattern(INDArray gradient) {
    StringBuilder pattern = new StringBuilder();
    for (double norm : gradient.reshape(-1, gradient.size(-1)).norm2(0).toDoubleVector()) {
      pattern.append(norm == 0 ? '0' : '1');
    }
    return pattern.toString();
  }

  /** Inputs of which only one time step of one example is not zero. */
  private static INDArray only(int batch, int example, int step) {
    INDArray input = Nd4j.zeros(DataType.DOUBLE, batch, Nets.INPUTS, STEPS);
    INDArray values = Data.gaussian(3, Nets.INPUTS);
    input
        .get(NDArrayIndex.point(example), NDArrayIndex.all(), NDArrayIndex.point(step))
        .assign(values);
    return input;
  }

  @Test
  void coMatricesMatricesAndLayersHaveMasksOfTheirOwn() {
    MultiLayerNetwork net =
        net(Nets.UNITS, layer(dropping()).build(), layer(dropping()).nIn(Nets.UNITS).build());
    Map<String, String> dropped = dropped(net, only(1, 0, 1));

    List<String> patterns = new ArrayList<>();
    for (String name : List.of("0_SW", "0_WD", "0_SR", "0_RD", "1_SR", "1_RD")) {
      patterns.add(dropped.get(name));
    }
    assertThat(patterns).doesNotHaveDuplicates().allMatch(p -> p.contains("0") && p.contains("1"));
  }

  @Test
  void theDirectionsOfABidirectionalHaveMasksOfTheirOwn() {
    MultiLayerNetwork net =
        net(Nets.UNITS, new Bidirectional(Bidirectional.Mode.ADD, layer(dropping()).build()));
    Map<String, String> dropped = dropped(net, Data.sequences(1, STEPS));

    assertThat(dropped.get("0_fSR")).contains("0", "1").isNotEqualTo(dropped.get("0_bSR"));
    assertThat(dropped.get("0_fRD")).contains("0", "1").isNotEqualTo(dropped.get("0_bRD"));
  }

  @Test
  void iterationsHaveMasksOfTheirOwnAndRepeatExactly() {
    List<Map<String, String>> first = patternsOfIterations();
    assertThat(first).doesNotHaveDuplicates().isEqualTo(patternsOfIterations());
  }

  private static List<Map<String, String>> patternsOfIterations() {
    MultiLayerNetwork net = net(Nets.UNITS, layer(dropping()).build());
    List<Map<String, String>> patterns = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      patterns.add(dropped(net, only(1, 0, 1)));
      net.fit(Data.sequenceData(1, STEPS));
    }
    return patterns;
  }

  @Test
  void timeStepsAndExamplesHaveMasksOfTheirOwn() {
    MultiLayerNetwork net = net(Nets.UNITS, layer(dropping()).build());
    String first = dropped(net, only(2, 0, 0)).get("0_SW");
    assertThat(dropped(net, only(2, 0, 1)).get("0_SW")).isNotEqualTo(first);
    assertThat(dropped(net, only(2, 1, 0)).get("0_SW")).isNotEqualTo(first);
  }

  @Test
  void perSequenceTimeStepsShareTheMaskOfTheirExample() {
    Doping perSequence = Nets.unpruned().rowDropout(RATE).rowDropoutPerSequence(true).build();
    MultiLayerNetwork net = net(Nets.UNITS, layer(perSequence).build());
    String first = withoutForgetGate(dropped(net, only(2, 0, 0)).get("0_SW"));
    assertThat(first).contains("0", "1");
    assertThat(withoutForgetGate(dropped(net, only(2, 0, 1)).get("0_SW"))).isEqualTo(first);
    assertThat(withoutForgetGate(dropped(net, only(2, 1, 0)).get("0_SW"))).isNotEqualTo(first);
  }

  /** The forget gate of the first step has no gradient in any case: there is nothing to forget. */
  private static String withoutForgetGate(String pattern) {
    return pattern.substring(0, Nets.UNITS) + pattern.substring(2 * Nets.UNITS);
  }

  @Test
  void anotherSeedDrawsOtherMasks() {
    MultiLayerNetwork net = net(Nets.UNITS, layer(dropping()).build());
    MultiLayerNetwork other =
        Nets.listening(
            Nets.net(Nets.defaults().seed(43), layer(dropping()).build(), Nets.eachStep(4)));
    other.setParams(net.params());
    INDArray input = only(1, 0, 1);
    assertThat(dropped(other, input)).isNotEqualTo(dropped(net, input));
  }

  @Test
  void aMatrixWithoutStructureHasNothingToBalanceAndIsNotDropped() {
    DopedLSTM layer = layer(dropping()).inputStructure(Unstructured.none()).build();
    Map<String, String> dropped = dropped(net(Nets.UNITS, layer), only(1, 0, 1));
    assertThat(dropped.get("0_SW")).doesNotContain("0");
    assertThat(dropped.get("0_SR")).contains("0");
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheMatricesThatItIsForAreDropped(RowDropoutTarget target) {
    Doping doping = Nets.unpruned().rowDropout(RATE).rowDropoutOn(target).build();
    Map<String, String> dropped = dropped(net(Nets.UNITS, layer(doping).build()), only(1, 0, 1));
    for (String name : List.of("0_SW", "0_WD")) {
      assertThat(dropped.get(name).contains("0")).as(name).isEqualTo(target.input());
    }
    for (String name : List.of("0_SR", "0_RD")) {
      assertThat(dropped.get(name).contains("0")).as(name).isEqualTo(target.recurrent());
    }
  }

  /** So that runs which differ in nothing else can be compared. */
  @Test
  void theMasksOfAMatrixDoNotDependOnTheOtherBeingDropped() {
    Doping inputOnly =
        Nets.unpruned().rowDropout(RATE).rowDropoutOn(RowDropoutTarget.INPUT).build();
    INDArray input = only(1, 0, 1);
    Map<String, String> both = dropped(net(Nets.UNITS, layer(dropping()).build()), input);
    Map<String, String> one = dropped(net(Nets.UNITS, layer(inputOnly).build()), input);
    assertThat(one.get("0_SW")).isEqualTo(both.get("0_SW"));
    assertThat(one.get("0_WD")).isEqualTo(both.get("0_WD"));
  }

  @Test
  void inferenceIsWithoutRowDropout() {
    INDArray input = Data.sequences(2, 4);
    Doping plainDoping = Nets.unpruned().build();
    MultiLayerNetwork net = net(Nets.UNITS, Nets.doped(Kronecker.balanced(), dropping()).build());
    MultiLayerNetwork plain =
        net(Nets.UNITS, Nets.doped(Kronecker.balanced(), plainDoping).build());
    plain.setParams(net.params());

    assertThat(Data.distance(net.output(input, true), plain.output(input, true)))
        .isGreaterThan(1e-3);
    assertThat(net.output(input, false)).isEqualTo(plain.output(input, false));
    assertThat(net.rnnTimeStep(input)).isEqualTo(plain.output(input, false));
  }

  @Test
  void withoutAListenerThereIsNone() {
    INDArray input = Data.sequences(2, 4);
    MultiLayerNetwork net = net(Nets.UNITS, Nets.doped(Kronecker.balanced(), dropping()).build());
    INDArray dropped = net.output(input, true);
    net.setListeners(List.of());
    assertThat(Data.distance(net.output(input, true), net.output(input, false))).isLessThan(1e-12);
    net.setListeners(new DopingListener());
    assertThat(net.output(input, true)).isEqualTo(dropped);
  }

  @Test
  void theRateFollowsItsSchedule() {
    ISchedule fromTheThirdIteration =
        new MapSchedule.Builder(ScheduleType.ITERATION).add(0, 0.0).add(2, RATE).build();
    Doping doping = Nets.unpruned().rowDropout(fromTheThirdIteration).build();
    MultiLayerNetwork net = net(Nets.UNITS, Nets.doped(Kronecker.balanced(), doping).build());
    MultiLayerNetwork plain =
        net(Nets.UNITS, Nets.doped(Kronecker.balanced(), Nets.unpruned().build()).build());
    for (int i = 0; i < 2; i++) {
      net.fit(Data.sequenceData(2, 4));
      plain.fit(Data.sequenceData(2, 4));
      assertThat(net.params()).as("iteration %s is without", i).isEqualTo(plain.params());
    }
    net.fit(Data.sequenceData(2, 4));
    plain.fit(Data.sequenceData(2, 4));
    assertThat(net.params()).isNotEqualTo(plain.params());
  }
}
