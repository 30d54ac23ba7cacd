package io.github.dl4jdoping.training;

import static io.github.dl4jdoping.training.Nets.batch;
import static io.github.dl4jdoping.training.Nets.fit;
import static io.github.dl4jdoping.training.Nets.nonZeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ch.qos.logback.classic.Level;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.sparsity.FiniteCheck;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/** Losses and gradients that are not finite: reported once, and no support is chosen by them. */
class DivergenceTest {

  private static final Doping DOPING = Nets.doping().build();

  private static Model net(Kind kind) {
    return kind.create(Nets.settings(new Adam(0.05)), DOPING);
  }

  private static void fitOnNaN(Model model) {
    DataSet poisoned = batch(0);
    poisoned.getFeatures().putScalar(0, Double.NaN);
    if (model instanceof ComputationGraph graph) {
      graph.fit(poisoned);
    } else {
      ((MultiLayerNetwork) model).fit(poisoned);
    }
  }

  private static Map<String, INDArray> copies(Model model) {
    Map<String, INDArray> doping = Nets.doping(model);
    doping.replaceAll((name, values) -> values.dup());
    return doping;
  }

  @ParameterizedTest
  @EnumSource
  void isReportedOnceWithIterationAndLayer(Kind kind) {
    Model model = net(kind);
    model.setListeners(new DopingListener());
    try (Log log = new Log()) {
      fit(model, 0, 4);
      assertThat(log.messages(Level.ERROR)).isEmpty();
      for (int i = 0; i < 3; i++) {
        fitOnNaN(model);
      }
      assertThat(log.messages(Level.ERROR))
          .singleElement()
          .asString()
          .startsWith("Iteration 4, epoch 0: the loss is NaN")
          .contains(
              "not finite in layer " + (model instanceof ComputationGraph ? "first" : "layer0"));
    }
  }

  /** From the step before a pruning to the end of the window and beyond. */
  @ParameterizedTest(name = "{0}, after {1} steps")
  @CsvSource({"STACKED, 5", "STACKED, 12", "GRAPH, 5", "LAST_TIME_STEP_OF_BIDIRECTIONAL, 9"})
  void dopingKeepsItsValuesAndItsSupport(Kind kind, int steps) {
    Model model = net(kind);
    model.setListeners(new DopingListener());
    fit(model, 0, steps);
    Map<String, INDArray> before = copies(model);
    try (Log log = new Log()) {
      fitOnNaN(model);
      fit(model, 0, Nets.END);
      assertThat(log.messages(Level.ERROR)).hasSize(1);
    }
    assertThat(copies(model)).isEqualTo(before);
    assertThat(before.values()).allMatch(FiniteCheck::isFinite);
    assertThat(DopingReport.of(model).matrices())
        .as("the density that was not reached is seen")
        .allMatch(matrix -> matrix.nonZeros() > matrix.plannedNonZeros());
  }

  @Test
  void eachNetworkOfASharedListenerIsReported() {
    DopingListener shared = new DopingListener();
    try (Log log = new Log()) {
      for (int i = 0; i < 2; i++) {
        Model model = net(Kind.STACKED);
        model.setListeners(shared);
        fitOnNaN(model);
      }
      assertThat(log.messages(Level.ERROR)).hasSize(2);
    }
  }

  /** Spoils the gradient of one layer between the backward pass and the update. */
  private static final class BadGradient extends BaseTrainingListener {

    private final int layer;

    BadGradient(int layer) {
      this.layer = layer;
    }

    @Override
    public void onGradientCalculation(Model model) {
      MultiLayerNetwork net = (MultiLayerNetwork) model;
      net.getLayer(layer).getGradientsViewArray().putScalar(0, Double.POSITIVE_INFINITY);
    }
  }

  @Test
  void aFiniteLossWithABadGradientIsReportedByLayer() {
    Model model = net(Kind.STACKED);
    model.setListeners(List.of(new BadGradient(1), new DopingListener()));
    try (Log log = new Log()) {
      fit(model, 0, 1);
      assertThat(log.messages(Level.ERROR))
          .singleElement()
          .asString()
          .matches("Iteration 0, epoch 0: the loss is \\d\\.\\d+, and the gradient.*")
          .contains("not finite in layer layer1. ");
    }
  }

  @Test
  void theBackStopOfTheListenerChoosesNoSupportByNaN() {
    Model model = net(Kind.STACKED);
    INDArray s = model.paramTable().get("0_SW");
    s.putScalar(3, 4, Double.NaN);
    Map<String, Integer> before = nonZeros(model);
    new DopingListener().iterationDone(model, Nets.END, 0);
    assertThat(nonZeros(model))
        .containsAllEntriesOf(
            Map.of("0_SW", before.get("0_SW"), "0_SR", before.get("0_SR"), "1_SW", 26));
    ((MultiLayerNetwork) model).setIterationCount(Nets.END);
    assertThatIllegalStateException()
        .isThrownBy(() -> DopingListener.project(model))
        .withMessageContaining("Layer \"layer0\"")
        .withMessageContaining("last checkpoint");
  }
}
