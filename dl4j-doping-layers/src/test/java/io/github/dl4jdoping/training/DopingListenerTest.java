package io.github.dl4jdoping.training;

import static io.github.dl4jdoping.training.Nets.END;
import static io.github.dl4jdoping.training.Nets.bits;
import static io.github.dl4jdoping.training.Nets.fit;
import static io.github.dl4jdoping.training.Nets.nonZeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import ch.qos.logback.classic.Level;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.sparsity.Granularity;
import io.github.dl4jdoping.sparsity.Supports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class DopingListenerTest {

  private static final Doping DOPING = Nets.doping().rowDropout(0.3).build();

  private static Model net(long seed) {
    return Kind.STACKED.create(Nets.settings(new Adam(0.05)).seed(seed), DOPING);
  }

  private static Model trained(Model model, DopingListener listener, int steps) {
    model.setListeners(listener);
    fit(model, 0, steps);
    return model;
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 6, END, END + 2})
  void callingItAgainChangesNothing(int steps) {
    DopingListener listener = new DopingListener();
    Model net = trained(net(1), listener, steps);
    float[] before = bits(net);
    listener.iterationDone(net, steps - 1, 0);
    listener.iterationDone(net, steps - 1, 0);
    assertThat(bits(net)).isEqualTo(before);
  }

  /** As after averaging parameters of workers whose supports differ. */
  @ParameterizedTest(name = "after {0} steps to {1}")
  @CsvSource({"5, 512", "6, 170", "9, 170", "12, 60", "13, 51", "14, 51", "1000, 51"})
  void repairsAUnitedSupport(int done, int expected) {
    Model net = net(1);
    INDArray s = net.paramTable().get("0_SW");
    s.assign(Nd4j.linspace(-1000, 400, s.length(), DataType.FLOAT).reshape(s.shape()));
    new DopingListener().iterationDone(net, done - 1, 0);
    assertThat(nonZeros(net)).containsEntry("0_SW", expected);
    assertThat(s.getFloat(0, 0)).as("the largest").isEqualTo(-1000);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("granularities")
  void repairsInTheGranularityOfTheLayer(Granularity granularity, int onTheWay, int last) {
    Doping doping = Nets.doping().granularity(granularity).build();
    Model net = Kind.STACKED.create(Nets.settings(new Adam(0.05)), doping);
    for (int done : new int[] {6, END + 1}) {
      new DopingListener().iterationDone(net, done - 1, 0);
      assertThat(nonZeros(net)).containsEntry("0_SW", done == 6 ? onTheWay : last);
      assertThat(Nets.doping(net).values()).allMatch(s -> Supports.isOf(granularity, s));
    }
  }

  /** After 6 steps 168 of 512 entries are scheduled on the way to 48, and 156 on the way to 32. */
  static Stream<Arguments> granularities() {
    return Stream.of(
        Arguments.of(Granularity.bankBalanced(16), 128, 32),
        Arguments.of(Granularity.blocks(8), 168, 48),
        Arguments.of(Granularity.blocks(16), 160, 48));
  }

  @Test
  void oneInstanceServesSeveralNetworksAtOnce() throws Exception {
    float[] first = bits(trained(net(1), new DopingListener(), END + 1));
    float[] second = bits(trained(net(2), new DopingListener(), END + 1));
    DopingListener shared = new DopingListener();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<float[]> one = threads.submit(() -> bits(trained(net(1), shared, END + 1)));
      Future<float[]> two = threads.submit(() -> bits(trained(net(2), shared, END + 1)));
      assertThat(one.get()).isEqualTo(first);
      assertThat(two.get()).isEqualTo(second);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void reportsAtItsPaceWithTheNumberOfStepsDone() {
    List<DopingReport> reports = new ArrayList<>();
    Model net = net(1);
    trained(net, new DopingListener().every(6).reportTo(reports::add), END);
    assertThat(reports).extracting(DopingReport::iteration).containsExactly(6, 12);
    assertThat(reports.get(0).matrices().get(0).nonZeros()).isEqualTo(170);
    assertThat(DopingReport.of(net).iteration()).isEqualTo(END);
  }

  @Test
  void thePlaceOfTheReportsMayBeNamedFirst() {
    List<DopingReport> reports = new ArrayList<>();
    trained(net(1), new DopingListener().reportTo(reports::add).every(2), 5);
    assertThat(reports).extracting(DopingReport::iteration).containsExactly(2, 4);
  }

  @Test
  void logsItsReportsUnlessToldOtherwise() {
    try (Log log = new Log()) {
      trained(net(1), new DopingListener().every(2), 4);
      assertThat(log.messages(Level.INFO))
          .hasSize(2)
          .allMatch(message -> message.contains("not annealed") && message.contains("layer1"));
    }
  }

  /** A consumer that a test can look into after it was deserialised. */
  private static final class Collector implements Consumer<DopingReport>, Serializable {

    private static final long serialVersionUID = 1L;
    private static final List<Integer> ITERATIONS = new ArrayList<>();

    @Override
    public void accept(DopingReport report) {
      ITERATIONS.add(report.iteration());
    }
  }

  @Test
  void survivesSerialisationWithItsPaceAndItsReports() throws Exception {
    DopingListener copy = copy(new DopingListener().every(8).reportTo(new Collector()));
    Model net = trained(net(1), copy, END + 1);
    assertThat(Collector.ITERATIONS).containsExactly(8);
    assertThat(bits(net)).isEqualTo(bits(trained(net(1), new DopingListener(), END + 1)));
    assertThat(copy(new DopingListener())).isNotNull();
  }

  private static DopingListener copy(DopingListener listener) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(listener);
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
    return (DopingListener) new ObjectInputStream(in).readObject();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -3})
  void anIntervalBelowOneIsAnError(int every) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DopingListener().every(every))
        .withMessageContaining("at least 1; got " + every);
  }

  @Test
  void noPlaceForReportsIsAnErrorAtOnce() {
    assertThatNullPointerException().isThrownBy(() -> new DopingListener().reportTo(null));
  }

  @Test
  void addedToTheListenersItWorksFromTheSecondIterationOn() {
    Model added = net(1);
    added.addListeners(new DopingListener());
    fit(added, 0, 1);
    assertThat(bits(added)).isEqualTo(bits(untouchedByDropout(1)));
    fit(added, 1, 2);
    assertThat(bits(added)).isNotEqualTo(bits(untouchedByDropout(2)));
    fit(added, 2, END);
    assertThat(nonZeros(added)).isEqualTo(Nets.planned(added));
  }

  private static Model untouchedByDropout(int steps) {
    Model plain = Kind.STACKED.create(Nets.settings(new Adam(0.05)).seed(1), Nets.doping().build());
    return trained(plain, new DopingListener(), steps);
  }

  @Test
  void addedToTheListenersItPrunesFromTheFirstIterationOn() {
    Doping short1 = Doping.builder().finalDensity(0.1).anneal(0, 1).build();
    Model net = Kind.STACKED.create(Nets.settings(new Adam(0.05)), short1);
    net.addListeners(new DopingListener());
    fit(net, 0, 1);
    assertThat(nonZeros(net)).isEqualTo(Map.of("0_SW", 51, "0_SR", 26, "1_SW", 26, "1_SR", 26));
  }
}
