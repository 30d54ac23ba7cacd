package io.github.dl4jdoping.training;

import static io.github.dl4jdoping.training.Nets.bits;
import static io.github.dl4jdoping.training.Nets.fit;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.sparsity.LinearFade;
import io.github.dl4jdoping.structure.Unstructured;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

class RowDropoutInNetworksTest {

  private static MultiLayerNetwork net(Doping.Builder doping) {
    MultiLayerNetwork net = Nets.network(Nets.lstm(doping.build()));
    net.setListeners(new DopingListener());
    return net;
  }

  @Test
  void actsFromTheVeryFirstIterationOn() {
    MultiLayerNetwork dropped = net(Nets.doping().rowDropout(0.4));
    MultiLayerNetwork plain = net(Nets.doping());
    fit(dropped, 0, 1);
    fit(plain, 0, 1);
    assertThat(bits(dropped)).isNotEqualTo(bits(plain));
  }

  @Test
  void perSequenceIsAnotherDrawThanPerTimeStep() {
    MultiLayerNetwork steps = net(Nets.doping().rowDropout(0.4));
    MultiLayerNetwork sequences = net(Nets.doping().rowDropout(0.4).rowDropoutPerSequence(true));
    fit(steps, 0, 1);
    fit(sequences, 0, 1);
    assertThat(bits(sequences)).isNotEqualTo(bits(steps));
  }

  private static List<ISchedule> schedulesThatEndAfterOne() {
    return List.of(
        new MapSchedule(ScheduleType.ITERATION, Map.of(0, 0.5, 1, 0.0)), new LinearFade(0.5, 0, 1));
  }

  @ParameterizedTest
  @MethodSource("schedulesThatEndAfterOne")
  void endsWithItsSchedule(ISchedule schedule) {
    MultiLayerNetwork scheduled = net(Nets.doping().rowDropout(schedule));
    MultiLayerNetwork plain = net(Nets.doping());
    fit(scheduled, 0, 1);
    fit(plain, 0, 1);
    plain.setParams(scheduled.params());
    plain.getUpdater().setStateViewArray(plain, scheduled.getUpdater().getStateViewArray(), false);
    fit(scheduled, 1, 4);
    fit(plain, 1, 4);
    assertThat(bits(scheduled)).isEqualTo(bits(plain));
  }

  @Test
  void isOffAtInference() {
    MultiLayerNetwork dropped = net(Nets.doping().rowDropout(0.4));
    MultiLayerNetwork plain = net(Nets.doping());
    INDArray x = Nets.batch(3).getFeatures();
    assertThat(dropped.output(x)).isEqualTo(plain.output(x));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void examplesAndIterationsHaveMasksOfTheirOwn(boolean perSequence) {
    Doping doping = Nets.doping().rowDropout(0.4).rowDropoutPerSequence(perSequence).build();
    MultiLayerNetwork net = Nets.network(Nets.settings(new Sgd(0)), Nets.lstm(doping));
    net.setListeners(new DopingListener());
    INDArray example = Nets.batch(0).getFeatures().get(NDArrayIndex.interval(0, 1));
    INDArray twice = net.output(Nd4j.concat(0, example, example), true);
    assertThat(twice.slice(0)).isNotEqualTo(twice.slice(1));
    assertThat(scoreOfStep(net)).isNotEqualTo(scoreOfStep(net));
  }

  /** Without learning only the masks can change it. */
  private static double scoreOfStep(MultiLayerNetwork net) {
    net.fit(Nets.batch(0));
    return net.score();
  }

  /** With S = -D nothing is left of W, unless one of the two is dropped where the other is not. */
  @Test
  void theCoMatricesHaveMasksOfTheirOwn() {
    Doping doping = Nets.doping().rowDropout(0.4).build();
    MultiLayerNetwork net =
        Nets.network(Nets.lstmBuilder(doping).structure(Unstructured.dense()).build());
    net.setListeners(new DopingListener());
    net.getParam("0_SW").assign(net.getParam("0_WD").neg());
    net.getParam("0_SR").assign(net.getParam("0_RD").neg());
    INDArray x = Nets.batch(0).getFeatures();
    assertThat(net.output(x, false)).isEqualTo(net.output(x.mul(2), false));
    assertThat(net.output(x, true)).isNotEqualTo(net.output(x.mul(2), true));
  }

  /** Both directions see the same, so they learn the same, unless they drop different outputs. */
  @ParameterizedTest
  @CsvSource({"0, false", "0.4, true"})
  void theDirectionsOfABidirectionalHaveMasksOfTheirOwn(double rate, boolean differ) {
    Doping doping = Nets.doping().rowDropout(rate).build();
    MultiLayerNetwork net =
        Nets.network(
            Nets.settings(new Sgd(0.5)),
            new Bidirectional(Bidirectional.Mode.ADD, Nets.lstm(doping)));
    net.setListeners(new DopingListener());
    net.paramTable().forEach((name, p) -> p.assign(net.getParam(name.replace("0_b", "0_f"))));
    net.fit(palindrome());
    double difference = net.getParam("0_fSW").distance2(net.getParam("0_bSW"));
    assertThat(difference > 1e-3).isEqualTo(differ);
  }

  private static DataSet palindrome() {
    DataSet batch = Nets.batch(5);
    return new DataSet(mirrored(batch.getFeatures()), mirrored(batch.getLabels()));
  }

  private static INDArray mirrored(INDArray sequences) {
    INDArray both = Nd4j.concat(2, sequences, sequences);
    for (int t = 0; t < Nets.STEPS; t++) {
      INDArray step = sequences.tensorAlongDimension(t, 0, 1);
      both.tensorAlongDimension(2L * Nets.STEPS - 1 - t, 0, 1).assign(step);
    }
    return both;
  }
}
