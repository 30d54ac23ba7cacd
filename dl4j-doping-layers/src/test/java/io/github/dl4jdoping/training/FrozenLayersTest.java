package io.github.dl4jdoping.training;

import static io.github.dl4jdoping.training.Nets.END;
import static io.github.dl4jdoping.training.Nets.fit;
import static io.github.dl4jdoping.training.Nets.lstm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.dl4jdoping.conf.Doping;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A frozen layer keeps its S, dense as it may be. */
class FrozenLayersTest {

  private static Stream<Named<Function<Layer, Layer>>> freezes() {
    return Stream.of(
        Named.of("frozen", layer -> new FrozenLayer(layer)),
        Named.of("frozen with backprop", layer -> new FrozenLayerWithBackprop(layer)),
        Named.of("frozen bidirectional", layer -> new FrozenLayer(new Bidirectional(layer))));
  }

  @ParameterizedTest
  @MethodSource("freezes")
  void stayAsTheyAre(Function<Layer, Layer> freeze) {
    Doping doping = Nets.doping().rowDropout(0.2).build();
    MultiLayerNetwork net = Nets.network(freeze.apply(lstm(doping)), lstm(doping));
    net.setListeners(new DopingListener());
    float[] before = parameters(net);
    try (Log log = new Log()) {
      fit(net, 0, END + 1);
      assertThat(log.warnings()).isEmpty();
    }
    assertThat(parameters(net)).isEqualTo(before);
    assertThat(Nets.nonZeros(net)).containsEntry("1_SR", 26);
  }

  private static float[] parameters(MultiLayerNetwork net) {
    return net.getLayer(0).params().toFloatVector();
  }

  @Test
  void areReportedAsTheyAre() {
    Doping doping = Nets.doping().build();
    MultiLayerNetwork net = Nets.network(new FrozenLayer(lstm(doping)), lstm(doping));
    assertThat(DopingReport.of(net).matrices())
        .extracting(MatrixReport::layer, MatrixReport::nonZeros)
        .startsWith(tuple("layer0", 512L));
  }

  @Test
  void thatWereTrainedBeforeStayAnnealed() {
    Doping doping = Nets.doping().build();
    MultiLayerNetwork trained = Nets.network(lstm(doping), lstm(doping));
    trained.setListeners(new DopingListener());
    fit(trained, 0, END);
    MultiLayerNetwork net = new TransferLearning.Builder(trained).setFeatureExtractor(0).build();
    net.setListeners(new DopingListener());
    fit(net, END, END + 3);
    assertThat(parameters(net)).isEqualTo(parameters(trained));
    assertThat(Nets.nonZeros(net)).isEqualTo(Nets.nonZeros(trained));
  }
}
