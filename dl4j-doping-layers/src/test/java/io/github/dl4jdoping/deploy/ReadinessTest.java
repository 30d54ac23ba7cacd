package io.github.dl4jdoping.deploy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.layer.Data;
import io.github.dl4jdoping.layer.Nets;
import io.github.dl4jdoping.structure.LowRank;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

/** What cannot be compacted or expanded says why, and how to go on. */
class ReadinessTest {

  private static final Doping DOPING = Doping.builder().finalDensity(0.25).anneal(3, 10).build();

  private static DopedLSTM memory() {
    return Nets.doped(LowRank.rank(1), DOPING).name("memory").build();
  }

  private static MultiLayerNetwork net() {
    return Nets.net(memory(), Nets.eachStep(Nets.UNITS));
  }

  @Test
  void beforeTheEndOfTheWindowItSaysHowManyIterationsAreLeft() {
    MultiLayerNetwork net = Nets.listening(net());
    for (int i = 0; i < 2; i++) {
      net.fit(Data.sequenceData(2, 3));
    }
    assertThatThrownBy(() -> Compactor.compact(net))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("\"memory\": SW has 48 non-zeros, 12 are planned")
        .hasMessageContaining("\"memory\": SR has 64 non-zeros, 16 are planned")
        .hasMessageContaining("after 2 iterations of an annealing window from 3 to 10")
        .hasMessageContaining("at least 8 iterations more")
        .hasMessageContaining("DopingListener");
  }

  @Test
  void afterAWindowWithoutListenerItAsksForOne() {
    MultiLayerNetwork net = net();
    for (int i = 0; i < 12; i++) {
      net.fit(Data.sequenceData(2, 3));
    }
    assertThatThrownBy(() -> Compactor.compact(net))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("attach a DopingListener and train at least one iteration more");
  }

  @Test
  void onlyLayersThatAreNotReadyAreNamed() {
    DopedLSTM ready =
        Nets.doped(LowRank.rank(1), Nets.unpruned().build()).nIn(Nets.UNITS).name("top").build();
    assertThatThrownBy(
            () -> Compactor.compact(Nets.net(memory(), ready, Nets.eachStep(Nets.UNITS))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("\"memory\"")
        .hasMessageNotContaining("\"top\"");
  }

  @Test
  void aFrozenLayerIsToBeUnfrozen() {
    MultiLayerNetwork net = Nets.net(new FrozenLayer(memory()), Nets.eachStep(Nets.UNITS));
    assertThatThrownBy(() -> Compactor.compact(net))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("unfreeze it");
  }

  @Test
  void aDenseDopingIsNeverPruned() {
    ComputationGraph graph =
        Nets.graph(Nets.defaults(), Nets.doped().build(), Nets.eachStep(Nets.UNITS));
    assertThatThrownBy(() -> Compactor.compact(graph))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("\"lstm\" has Doping.dense(), which is never pruned")
        .hasMessageContaining("Doping.builder()");
  }

  @Test
  void withoutADopedLayerThereIsNothingToDo() {
    MultiLayerNetwork net =
        Nets.net(Nets.stock().name("ordinary").build(), Nets.eachStep(Nets.UNITS));
    assertThatThrownBy(() -> Compactor.compact(net))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no DopedLSTM")
        .hasMessageContaining("LSTM \"ordinary\"");
    assertThatThrownBy(() -> Compactor.expand(net))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no CompactDopedLSTM")
        .hasMessageContaining("LSTM \"ordinary\"");
  }

  @Test
  void whatIsCompactStaysCompact() {
    MultiLayerNetwork small = Compactor.compact((MultiLayerNetwork) Example.LOW_RANK.create());
    assertThatThrownBy(() -> Compactor.compact(small))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("compact already");
  }
}
