package io.github.dl4jdoping.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.layer.Data;
import io.github.dl4jdoping.layer.DoublePrecision;
import io.github.dl4jdoping.layer.Nets;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Unstructured;
import io.github.dl4jdoping.training.DopingListener;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** A compact network learns what the annealed network that it was made from would have learnt. */
@ExtendWith(DoublePrecision.class)
class FineTuningTest {

  private static final int ANNEALED = 4;

  private static DopedLSTM.Builder layer() {
    return Nets.doped(LowRank.rank(1), Example.DOPING);
  }

  static Stream<Layer> layers() {
    return Stream.of(
        layer().build(),
        layer().structure(Unstructured.none()).build(),
        layer().dopingUpdater(new Nesterovs(0.05)).biasUpdater(new Sgd(0.1)).build(),
        layer().structureUpdater(new AMSGrad(0.02)).build(),
        layer().l2(0.02).l1(0.01).build(),
        layer().weightDecay(0.1).build(),
        layer().constrainAllParameters(new MaxNormConstraint(0.3, 0)).build(),
        layer().constrainRecurrent(new MaxNormConstraint(0.2, 1)).build(),
        layer()
            .gradientNormalization(GradientNormalization.ClipL2PerParamType)
            .gradientNormalizationThreshold(0.05)
            .build(),
        new Bidirectional(Bidirectional.Mode.ADD, layer().build()));
  }

  private static void train(MultiLayerNetwork net, int from, int to) {
    for (int i = from; i < to; i++) {
      net.fit(Data.gaussian(i, 2, Nets.INPUTS, 3), Data.labels(2, 3));
    }
  }

  private static MultiLayerNetwork annealed(Layer layer, IUpdater updater) {
    MultiLayerNetwork net =
        Nets.net(Nets.defaults(updater, DataType.DOUBLE), layer, Nets.eachStep(Nets.UNITS));
    net.setListeners(new DopingListener());
    train(net, 0, ANNEALED);
    return net;
  }

  private static void assertClose(INDArray actual, INDArray expected) {
    assertThat(actual.distance2(expected)).isLessThan(1e-9 * expected.norm2Number().doubleValue());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void learnsTheSame(Layer layer) {
    MultiLayerNetwork net = annealed(layer, new Adam(0.02));
    MultiLayerNetwork small = Compactor.compact(net);
    INDArray before = small.params().dup();
    train(net, ANNEALED, 10);
    train(small, ANNEALED, 10);
    assertThat(small.params().distance2(before)).isGreaterThan(1e-3);
    assertClose(Compactor.expand(small).params(), net.params());
  }

  @Test
  void goesOnInItsDenseForm() {
    MultiLayerNetwork net = annealed(layer().build(), new Adam(0.02));
    MultiLayerNetwork expanded = Compactor.expand(Compactor.compact(net));
    expanded.setListeners(new DopingListener());
    train(net, ANNEALED, 10);
    train(expanded, ANNEALED, 10);
    assertClose(expanded.params(), net.params());
  }

  @Test
  void graphsLearnTheSame() {
    ComputationGraph graph =
        Nets.graph(
            Nets.defaults(new Adam(0.02), DataType.DOUBLE),
            layer().structure(Kronecker.balanced()).build(),
            Nets.eachStep(Nets.UNITS));
    graph.setListeners(new DopingListener());
    train(graph, 0, ANNEALED);
    ComputationGraph small = Compactor.compact(graph);
    train(graph, ANNEALED, 10);
    train(small, ANNEALED, 10);
    assertClose(Compactor.expand(small).params(), graph.params());
  }

  private static void train(ComputationGraph graph, int from, int to) {
    for (int i = from; i < to; i++) {
      graph.fit(
          new INDArray[] {Data.gaussian(i, 2, Nets.INPUTS, 3)}, new INDArray[] {Data.labels(2, 3)});
    }
  }

  /** Neither pruning nor row dropout applies to it. */
  @Test
  void aDopingListenerChangesNothing() {
    MultiLayerNetwork small = Compactor.compact(annealed(layer().build(), new Adam(0.02)));
    MultiLayerNetwork listening = small.clone();
    listening.setListeners(new DopingListener());
    train(small, ANNEALED, 8);
    train(listening, ANNEALED, 8);
    assertThat(listening.params()).isEqualTo(small.params());
  }
}
