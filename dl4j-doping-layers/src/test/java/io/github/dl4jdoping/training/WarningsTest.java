package io.github.dl4jdoping.training;

import static io.github.dl4jdoping.training.Nets.END;
import static io.github.dl4jdoping.training.Nets.fit;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.Doping;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

class WarningsTest {

  private final Log log = new Log();

  @AfterEach
  void close() {
    log.close();
  }

  private static Model create(Kind kind, Doping doping) {
    return kind.create(Nets.settings(new Adam(0.05)), doping);
  }

  private static void use(Model model) {
    INDArray x = Nets.batch(0).getFeatures();
    if (model instanceof ComputationGraph graph) {
      graph.output(x);
    } else {
      ((MultiLayerNetwork) model).output(x);
    }
  }

  @Test
  void trainingWithoutAListenerIsWarnedOfOncePerLayer() {
    Model net = create(Kind.STACKED, Nets.doping().build());
    fit(net, 0, 4);
    assertThat(log.warnings())
        .hasSize(2)
        .allSatisfy(message -> assertThat(message).contains("new DopingListener()", "row dropout"))
        .anySatisfy(message -> assertThat(message).contains("layer name: layer0"))
        .anySatisfy(message -> assertThat(message).contains("layer name: layer1"));
  }

  @ParameterizedTest
  @EnumSource
  void wrappersDoNotSwallowTheWarning(Kind kind) {
    Model model = create(kind, Nets.doping().build());
    fit(model, 0, 2);
    int layers = Nets.doping(model).size() / 2;
    assertThat(log.warnings()).hasSize(layers).allMatch(m -> m.contains("new DopingListener()"));
  }

  @Test
  void takingTheListenerAwayIsWarnedOfToo() {
    Model net = create(Kind.STACKED, Nets.doping().build());
    net.setListeners(new DopingListener());
    fit(net, 0, 2);
    assertThat(log.warnings()).isEmpty();
    net.setListeners(List.of());
    fit(net, 2, 4);
    assertThat(log.warnings()).hasSize(2);
  }

  @Test
  void trainingThatEndedTooEarlyIsWarnedOfOncePerLayer() {
    Model net = create(Kind.STACKED, Nets.doping().build());
    net.setListeners(new DopingListener());
    fit(net, 0, 11);
    assertThat(log.warnings()).isEmpty();
    use(net);
    use(net);
    assertThat(log.warnings()).hasSize(2);
    assertThat(log.warnings().get(0))
        .contains("60 non-zeros of 51 planned", "after 11 of 13 iterations", "layer name: layer0");
    assertThat(log.warnings().get(1)).contains("31 non-zeros of 26 planned", "layer name: layer1");
  }

  @ParameterizedTest
  @EnumSource
  void theNormalCourseIsQuiet(Kind kind) {
    Model model = create(kind, Nets.doping().rowDropout(0.2).build());
    use(model);
    model.setListeners(new DopingListener());
    fit(model, 0, END + 1);
    use(model);
    use(Nets.restored(model));
    assertThat(log.warnings()).isEmpty();
  }

  @Test
  void aListenerThatIsAddedIsSeenInTime() {
    Model net = create(Kind.STACKED, Nets.doping().build());
    net.addListeners(new DopingListener());
    fit(net, 0, 2);
    assertThat(log.warnings()).isEmpty();
  }

  @Test
  void dopingThatIsNotAnnealedNeedsNoListener() {
    for (Doping doping : List.of(Doping.dense(), Doping.none())) {
      Model net = create(Kind.STACKED, doping);
      fit(net, 0, 2);
      use(net);
    }
    assertThat(log.warnings()).isEmpty();
  }
}
