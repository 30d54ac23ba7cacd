package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Unstructured;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;

/** Networks that are used step by step give what they give for the whole sequence. */
class TimeSteppingTest {

  private static final int STEPS = 6;

  private static MultiLayerNetwork net(RNNFormat format, DataType type) {
    DopedLSTM first = Nets.doped(Kronecker.balanced(), Doping.dense()).dataFormat(format).build();
    DopedLSTM second =
        Nets.doped(LowRank.rank(1), Doping.none()).nIn(Nets.UNITS).dataFormat(format).build();
    return Nets.net(
        Nets.defaults(new Sgd(1), type), first, second, Nets.eachStep(Nets.UNITS, format));
  }

  private static MultiLayerNetwork net() {
    return net(RNNFormat.NCW, DataType.DOUBLE);
  }

  static Stream<Arguments> streams() {
    return Stream.of(
        Arguments.of(RNNFormat.NCW, DataType.DOUBLE, 1, 1),
        Arguments.of(RNNFormat.NCW, DataType.DOUBLE, 3, 1),
        Arguments.of(RNNFormat.NCW, DataType.DOUBLE, 3, 2),
        Arguments.of(RNNFormat.NCW, DataType.FLOAT, 1, 1),
        Arguments.of(RNNFormat.NCW, DataType.FLOAT, 2, 3),
        Arguments.of(RNNFormat.NWC, DataType.DOUBLE, 1, 1),
        Arguments.of(RNNFormat.NWC, DataType.FLOAT, 2, 3));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void stepsAreSlicesOfTheWholeOutput(RNNFormat format, DataType type, int batch, int atATime) {
    MultiLayerNetwork net = net(format, type);
    INDArray input = Data.sequences(batch, STEPS).castTo(type);
    INDArray whole = net.output(Data.in(format, input));
    List<INDArray> parts = new ArrayList<>();
    for (int t = 0; t < STEPS; t += atATime) {
      parts.add(net.rnnTimeStep(Data.in(format, steps(input, t, t + atATime))));
    }

    int timeDimension = format == RNNFormat.NWC ? 1 : 2;
    INDArray joined = Nd4j.concat(timeDimension, parts.toArray(new INDArray[0]));
    assertThat(Data.distance(joined, whole)).isLessThan(type == DataType.DOUBLE ? 1e-12 : 1e-6);
    assertThat(Data.distance(parts.get(0), parts.get(1))).isGreaterThan(1e-4);
  }

  private static INDArray steps(INDArray input, int from, int to) {
    return input
        .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(from, to))
        .dup('c');
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aSingleStepMayBeAMatrix(int batch) {
    MultiLayerNetwork net = net();
    INDArray input = Data.sequences(batch, 2);
    INDArray whole = net.output(input);
    for (int t = 0; t < 2; t++) {
      INDArray step = input.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(t));
      INDArray expected = whole.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(t));
      INDArray actual = net.rnnTimeStep(step.reshape(batch, Nets.INPUTS));
      assertThat(actual.shape()).containsExactly(batch, Nets.CLASSES);
      assertThat(Data.distance(actual, expected.reshape(batch, Nets.CLASSES))).isLessThan(1e-12);
    }
  }

  @Test
  void graphsStepToo() {
    ComputationGraph graph =
        Nets.graph(
            Nets.defaults(),
            Nets.doped(Kronecker.balanced(), Doping.dense()).build(),
            Nets.eachStep(Nets.UNITS));
    INDArray input = Data.sequences(2, STEPS);
    INDArray whole = graph.outputSingle(input);
    for (int t = 0; t < STEPS; t++) {
      INDArray step = graph.rnnTimeStep(steps(input, t, t + 1))[0];
      assertThat(Data.distance(step, steps(whole, t, t + 1))).isLessThan(1e-12);
    }
  }

  @Test
  void theStateCanBeTakenAndPutBack() {
    MultiLayerNetwork net = net();
    INDArray input = Data.sequences(2, STEPS);
    net.rnnTimeStep(steps(input, 0, 3));
    Map<String, INDArray> state = net.rnnGetPreviousState(0);
    Map<String, INDArray> upperState = net.rnnGetPreviousState(1);
    INDArray expected = net.rnnTimeStep(steps(input, 3, 5));

    net.rnnClearPreviousState();
    assertThat(net.rnnGetPreviousState(0)).isEmpty();
    assertThat(Data.distance(net.rnnTimeStep(steps(input, 3, 5)), expected)).isGreaterThan(1e-4);
    net.rnnSetPreviousState(0, state);
    net.rnnSetPreviousState(1, upperState);
    assertThat(net.rnnTimeStep(steps(input, 3, 5))).isEqualTo(expected);
  }

  @Test
  void theStateIsThatOfDl4jsLstm() {
    MultiLayerNetwork stock = Nets.net(Nets.stock().build(), Nets.eachStep(Nets.UNITS));
    MultiLayerNetwork doped = Nets.net(Nets.doped().build(), Nets.eachStep(Nets.UNITS));
    doped.setParams(stock.params());
    stock.rnnTimeStep(Data.sequences(2, 3));
    doped.rnnTimeStep(Data.sequences(2, 3));

    Map<String, INDArray> expected = stock.rnnGetPreviousState(0);
    Map<String, INDArray> actual = doped.rnnGetPreviousState(0);
    assertThat(actual).containsOnlyKeys(expected.keySet());
    assertThat(actual)
        .containsOnlyKeys(LSTM.STATE_KEY_PREV_ACTIVATION, LSTM.STATE_KEY_PREV_MEMCELL);
    expected.forEach(
        (key, value) -> assertThat(Data.distance(actual.get(key), value)).isLessThan(1e-12));
  }

  @Test
  void laterStepsDoNotChangeAStateThatWasTaken() {
    MultiLayerNetwork net = net();
    net.rnnTimeStep(Data.sequences(2, 1));
    INDArray taken = net.rnnGetPreviousState(0).get(LSTM.STATE_KEY_PREV_MEMCELL);
    INDArray copy = taken.dup();
    net.rnnTimeStep(Data.sequences(2, 1));
    net.output(Data.sequences(2, 1));
    assertThat(taken).isEqualTo(copy);
  }

  @Test
  void wholeSequencesInBetweenDoNotDisturbTheStream() {
    MultiLayerNetwork net = net();
    INDArray input = Data.sequences(2, STEPS);
    INDArray whole = net.output(input);
    net.rnnTimeStep(steps(input, 0, 3));
    net.output(Data.gaussian(77, 2, Nets.INPUTS, 3));
    assertThat(Data.distance(net.rnnTimeStep(steps(input, 3, 6)), steps(whole, 3, 6)))
        .isLessThan(1e-12);
  }

  @Test
  void theStoredStateOfTruncatedTrainingIsUsedAndKeptOnRequestOnly() {
    MultiLayerNetwork net = net();
    INDArray input = Data.sequences(2, STEPS);
    INDArray whole = net.output(input);
    INDArray first = steps(input, 0, 3);
    INDArray second = steps(input, 3, 6);

    net.rnnActivateUsingStoredState(first, false, false);
    assertThat(Data.distance(storedOutput(net, first), steps(whole, 0, 3))).isLessThan(1e-12);
    net.rnnActivateUsingStoredState(first, false, true);
    for (int i = 0; i < 2; i++) {
      assertThat(Data.distance(storedOutput(net, second), steps(whole, 3, 6))).isLessThan(1e-12);
    }
    net.rnnClearPreviousState();
    assertThat(Data.distance(storedOutput(net, first), steps(whole, 0, 3))).isLessThan(1e-12);
  }

  private static INDArray storedOutput(MultiLayerNetwork net, INDArray input) {
    List<INDArray> activations = net.rnnActivateUsingStoredState(input, false, false);
    return activations.get(activations.size() - 1);
  }

  @Test
  void aLayerWithoutStructureStepsToo() {
    MultiLayerNetwork net =
        Nets.net(
            Nets.doped(Unstructured.none(), Doping.dense()).build(), Nets.eachStep(Nets.UNITS));
    INDArray input = Data.sequences(1, 2);
    INDArray whole = net.output(input);
    net.rnnTimeStep(steps(input, 0, 1));
    assertThat(Data.distance(net.rnnTimeStep(steps(input, 1, 2)), steps(whole, 1, 2)))
        .isLessThan(1e-12);
  }
}
