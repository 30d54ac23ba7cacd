package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.structure.Kronecker;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** Structure and doping parameters may have updaters of their own. */
class OwnUpdatersTest {

  private static final List<String> STRUCTURE = List.of("WB", "WC", "RB", "RC");
  private static final List<String> DOPING = List.of("SW", "SR");

  private static DopedLSTM.Builder layer() {
    return Nets.doped(Kronecker.balanced(), Nets.unpruned().build()).updater(new Sgd(0.1));
  }

  @Test
  void withoutThemAllHaveTheUpdaterOfTheLayer() {
    DopedLSTM layer = layer().biasUpdater(new Sgd(0.2)).build();
    for (String name : List.of("WB", "WC", "RB", "RC", "SW", "SR")) {
      assertThat(layer.getUpdaterByParam(name)).as(name).isEqualTo(new Sgd(0.1));
    }
    assertThat(layer.getUpdaterByParam("b")).isEqualTo(new Sgd(0.2));
  }

  @Test
  void eachParameterHasTheUpdaterOfItsKind() {
    DopedLSTM layer =
        layer()
            .biasUpdater(new Sgd(0.2))
            .structureUpdater(new Adam(0.3))
            .dopingUpdater(new Nesterovs(0.4))
            .build();
    for (String name : STRUCTURE) {
      assertThat(layer.getUpdaterByParam(name)).as(name).isEqualTo(new Adam(0.3));
    }
    for (String name : DOPING) {
      assertThat(layer.getUpdaterByParam(name)).as(name).isEqualTo(new Nesterovs(0.4));
    }
    assertThat(layer.getUpdaterByParam("b")).isEqualTo(new Sgd(0.2));
  }

  private static MultiLayerNetwork net(Layer layer) {
    return Nets.listening(
        Nets.net(Nets.defaults(new Sgd(0.1), DataType.DOUBLE), layer, Nets.eachStep(Nets.UNITS)));
  }

  private static double movement(MultiLayerNetwork net, MultiLayerNetwork start, String name) {
    return Data.distance(net.getParam(name), start.getParam(name));
  }

  @Test
  void theyDecideWhatMoves() {
    DopedLSTM.Builder fixedDoping = layer().dopingUpdater(new Sgd(0));
    DopedLSTM.Builder fixedStructure = layer().structureUpdater(new Sgd(0));
    MultiLayerNetwork start = net(layer().build());
    MultiLayerNetwork structureMoves = net(fixedDoping.build());
    MultiLayerNetwork dopingMoves = net(fixedStructure.build());
    structureMoves.fit(Data.sequenceData(2, 3));
    dopingMoves.fit(Data.sequenceData(2, 3));

    for (String name : STRUCTURE) {
      assertThat(movement(structureMoves, start, "0_" + name)).as(name).isPositive();
      assertThat(movement(dopingMoves, start, "0_" + name)).as(name).isZero();
    }
    for (String name : DOPING) {
      assertThat(movement(structureMoves, start, "0_" + name)).as(name).isZero();
      assertThat(movement(dopingMoves, start, "0_" + name)).as(name).isPositive();
    }
  }

  @Test
  void theyHaveStateOfTheirOwn() {
    MultiLayerNetwork net =
        net(layer().structureUpdater(new Adam(0.01)).dopingUpdater(new Nesterovs(0.01)).build());
    net.fit(Data.sequenceData(2, 3));
    long structure = 0;
    for (String name : STRUCTURE) {
      structure += net.getParam("0_" + name).length();
    }
    long doping = net.getParam("0_SW").length() + net.getParam("0_SR").length();
    assertThat(net.getUpdater().getStateViewArray().length()).isEqualTo(2 * structure + doping);
  }

  @Test
  void theyWorkInsideABidirectional() {
    Layer both =
        new Bidirectional(Bidirectional.Mode.ADD, layer().dopingUpdater(new Sgd(0)).build());
    MultiLayerNetwork net = net(both);
    INDArray forward = net.getParam("0_fSW").dup();
    INDArray backward = net.getParam("0_bSW").dup();
    INDArray structure = net.getParam("0_bWB").dup();
    net.fit(Data.sequenceData(2, 3));
    assertThat(net.getParam("0_fSW")).isEqualTo(forward);
    assertThat(net.getParam("0_bSW")).isEqualTo(backward);
    assertThat(net.getParam("0_bWB")).isNotEqualTo(structure);
  }
}
