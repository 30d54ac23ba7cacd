package io.github.dl4jdoping.training;

import static io.github.dl4jdoping.training.Nets.END;
import static io.github.dl4jdoping.training.Nets.fit;
import static io.github.dl4jdoping.training.Nets.nonZeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.dl4jdoping.conf.Doping;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.learning.config.Adam;

/** What Spark does: configuration by Java serialisation, parameters apart, listeners set there. */
class SentToWorkersTest {

  private final Log log = new Log();

  @AfterEach
  void close() {
    log.close();
  }

  private static Model create(Kind kind, Doping doping) {
    Model model = kind.create(Nets.settings(new Adam(0.05)), doping);
    model.setListeners(new DopingListener());
    return model;
  }

  /** The network as a worker makes it. */
  private static Model sent(Model model) throws Exception {
    if (model instanceof ComputationGraph graph) {
      ComputationGraphConfiguration conf = copy(graph.getConfiguration());
      ComputationGraph received = new ComputationGraph(conf.clone());
      received.init(graph.params().dup(), false);
      return received;
    }
    MultiLayerNetwork net = (MultiLayerNetwork) model;
    MultiLayerConfiguration conf = copy(net.getLayerWiseConfigurations());
    MultiLayerNetwork received = new MultiLayerNetwork(conf.clone());
    received.init(net.params().dup(), false);
    return received;
  }

  @SuppressWarnings("unchecked")
  private static <T> T copy(T original) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(original);
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
    return (T) new ObjectInputStream(in).readObject();
  }

  @ParameterizedTest
  @EnumSource
  void aListenerThatWasSetOnTheNetworkOnlyIsMissedInTheFirstStep(Kind kind) throws Exception {
    Model worker = sent(create(kind, Nets.doping().build()));
    assertThatIllegalStateException()
        .isThrownBy(() -> fit(worker, 0, 1))
        .withMessageContaining("on a worker without a DopingListener")
        .withMessageContaining("setListeners(new DopingListener()) on the SparkDl4jMultiLayer")
        .withMessageContaining("layer name: ");
  }

  @ParameterizedTest
  @EnumSource
  void aListenerThatIsSetOnTheWorkerAnneals(Kind kind) throws Exception {
    Model worker = sent(create(kind, Nets.doping().rowDropout(0.2).build()));
    worker.setListeners(copy(new DopingListener()));
    fit(worker, 0, END);
    assertThat(nonZeros(worker)).isEqualTo(Nets.planned(worker));
    assertThat(log.warnings()).isEmpty();
  }

  @Test
  void aWorkerGoesOnAtTheIterationOfTheNetworkThatWasSent() throws Exception {
    Model net = create(Kind.STACKED, Nets.doping().build());
    fit(net, 0, 5);
    Model worker = sent(net);
    worker.setListeners(new DopingListener());
    fit(worker, 5, 6);
    fit(net, 5, 6);
    assertThat(nonZeros(worker)).isEqualTo(nonZeros(net));
    assertThat(nonZeros(worker).values()).allMatch(count -> count < 512);
  }

  @Test
  void dopingThatIsNotAnnealedNeedsNoListenerThereEither() throws Exception {
    Model worker = sent(create(Kind.STACKED, Doping.dense()));
    fit(worker, 0, 1);
    assertThat(log.warnings()).isEmpty();
  }

  @Test
  void aNetworkFromACheckpointWasNotSent() {
    Model net = Nets.restored(create(Kind.STACKED, Nets.doping().build()));
    fit(net, 0, 1);
    assertThat(log.warnings()).hasSize(2);
  }
}
