package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.NetworkMemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Adam;

/** What DL4J says about networks, it says about these too. */
class SummaryTest {

  private static final InputType INPUT = InputType.recurrent(Nets.INPUTS, 7);

  private static DopedLSTM layer() {
    return Nets.doped(Kronecker.balanced(), Doping.dense()).name("memory").build();
  }

  /** 16 in each structure, 48 and 64 in the doping matrices, 16 biases. */
  private static final String PARAMETERS = "160";

  @Test
  void summaryOfANetwork() {
    MultiLayerNetwork net = Nets.net(layer(), Nets.eachStep(Nets.UNITS));
    assertThat(net.summary())
        .contains("memory (DopedLSTMLayer)", "3,4", PARAMETERS, "SW:{3,16}", "SR:{4,16}", "b:{16}");
    assertThat(net.summary(INPUT)).contains("memory (DopedLSTMLayer)");
  }

  @Test
  void summaryOfAGraph() {
    ComputationGraph graph =
        Nets.graph(
            Nets.defaults(),
            new Bidirectional(Bidirectional.Mode.ADD, layer()),
            Nets.eachStep(Nets.UNITS));
    assertThat(graph.summary()).contains("lstm (BidirectionalLayer)", "320");
    assertThat(graph.summary(INPUT)).contains("lstm (BidirectionalLayer)");
  }

  @Test
  void memoryReportOfALayer() {
    DopedLSTM layer = layer();
    layer.setIUpdater(new Adam());
    LayerMemoryReport report = layer.getMemoryReport(INPUT);
    assertThat(report.getLayerType()).isEqualTo(DopedLSTM.class);
    assertThat(report.getParameterSize()).isEqualTo(160);
    assertThat(report.getUpdaterStateSize()).isEqualTo(320);
  }

  @Test
  void memoryReportOfANetwork() {
    NetworkMemoryReport report =
        Nets.configuration(
                Nets.defaults(),
                Nets.doped(Hybrid.of(0.25, 1), Doping.none()).build(),
                new Bidirectional(
                    Bidirectional.Mode.ADD,
                    Nets.doped(LowRank.rank(1), Doping.none()).nIn(Nets.UNITS).build()),
                Nets.eachStep(Nets.UNITS))
            .getMemoryReport(INPUT);
    assertThat(report.toString()).contains("2 x DopedLSTM", "# Layers:");
  }

  @Test
  void layerWisePretrainingIsRefused() {
    MultiLayerNetwork net = Nets.net(layer(), Nets.eachStep(Nets.UNITS));
    assertThat(net.getLayer(0).isPretrainLayer()).isFalse();
    assertThatThrownBy(() -> net.getLayer(0).gradient())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("memory");
  }
}
