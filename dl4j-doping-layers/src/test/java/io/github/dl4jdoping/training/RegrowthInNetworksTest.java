package io.github.dl4jdoping.training;

import static io.github.dl4jdoping.training.Nets.END;
import static io.github.dl4jdoping.training.Nets.bits;
import static io.github.dl4jdoping.training.Nets.fit;
import static io.github.dl4jdoping.training.Nets.nonZeros;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.sparsity.Granularity;
import io.github.dl4jdoping.sparsity.MagnitudePruning;
import io.github.dl4jdoping.sparsity.Supports;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** The support moves on while it is annealed and after, at the number of entries of pruning alone. */
class RegrowthInNetworksTest {

  private static final int UNTIL = 27;
  private static final int STEPS = 28;

  /**
   * Due after 5 steps, when S is still dense, after 8, 11, 14, 17, 20 and 23, and after 26, when the
   * share is too small for a single entry.
   */
  private static Doping.Builder doping() {
    return Nets.doping().regrow(0.4, 3, UNTIL);
  }

  private static Model listening(Model model) {
    model.setListeners(new DopingListener());
    return model;
  }

  private static Map<String, INDArray> supports(Model model) {
    Map<String, INDArray> supports = new TreeMap<>();
    Nets.doping(model).forEach((name, s) -> supports.put(name, s.neq(0).castTo(DataType.FLOAT)));
    return supports;
  }

  private static int moved(Map<String, INDArray> before, Map<String, INDArray> after) {
    return before.keySet().stream()
        .mapToInt(
            name ->
                after
                    .get(name)
                    .sub(before.get(name))
                    .gt(0)
                    .castTo(DataType.FLOAT)
                    .sumNumber()
                    .intValue())
        .sum();
  }

  private static void assertMovesAtTheNumberOfPruning(Model model, Model prunedOnly) {
    listening(model);
    listening(prunedOnly);
    for (int i = 0; i < STEPS; i++) {
      Map<String, INDArray> before = supports(model);
      fit(model, i, i + 1);
      fit(prunedOnly, i, i + 1);
      assertThat(nonZeros(model)).as("after step %d", i + 1).isEqualTo(nonZeros(prunedOnly));
      boolean due = i + 1 > 6 && i + 1 < 26 && (i + 1 - 2) % 3 == 0;
      int moved = moved(before, supports(model));
      assertThat(moved > 0).as("support moves in step %d: %d", i + 1, moved).isEqualTo(due);
    }
    assertThat(DopingReport.of(model).annealed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void whereverTheLayerIs(Kind kind) {
    assertMovesAtTheNumberOfPruning(
        kind.create(Nets.settings(new Adam(0.05)), doping().rowDropout(0.2).build()),
        kind.create(Nets.settings(new Adam(0.05)), Nets.doping().build()));
  }

  static Stream<IUpdater> updaters() {
    return Stream.of(new Sgd(0.2), new Nesterovs(0.2, 0.9));
  }

  @ParameterizedTest
  @MethodSource("updaters")
  void whateverTheUpdaterRemembers(IUpdater updater) {
    assertMovesAtTheNumberOfPruning(
        Kind.STACKED.create(Nets.settings(updater), doping().build()),
        Kind.STACKED.create(Nets.settings(updater), Nets.doping().build()));
  }

  @Test
  void withPenaltiesAndClipping() {
    assertMovesAtTheNumberOfPruning(
        Kind.STACKED.create(
            Nets.settings(new Adam(0.05))
                .l1(0.001)
                .l2(0.01)
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(0.1),
            doping().build()),
        Kind.STACKED.create(Nets.settings(new Adam(0.05)), Nets.doping().build()));
  }

  static Stream<Granularity> granularities() {
    return Stream.of(Granularity.bankBalanced(16), Granularity.blocks(8), Granularity.blocks(16));
  }

  @ParameterizedTest
  @MethodSource("granularities")
  void whateverTheGranularity(Granularity granularity) {
    Doping regrown = doping().finalDensity(0.3).granularity(granularity).build();
    Doping plain = Nets.doping().finalDensity(0.3).granularity(granularity).build();
    Model model = listening(Kind.STACKED.create(Nets.settings(new Adam(0.05)), regrown));
    Model prunedOnly = listening(Kind.STACKED.create(Nets.settings(new Adam(0.05)), plain));
    fit(model, 0, END);
    fit(prunedOnly, 0, END);
    Map<String, INDArray> annealed = supports(model);
    fit(model, END, STEPS);
    assertThat(nonZeros(model)).isEqualTo(nonZeros(prunedOnly));
    assertThat(Nets.doping(model).values()).allMatch(s -> Supports.isOf(granularity, s));
    assertThat(moved(annealed, supports(model))).isPositive();
  }

  @Test
  void whatHasGrownBeginsWithAStepFromZero() {
    MultiLayerNetwork net = Nets.network(Nets.settings(new Sgd(0.5)), Nets.lstm(doping().build()));
    Map<String, INDArray> gradients = new HashMap<>();
    net.setListeners(new DopingListener(), new GradientCopy(gradients));
    fit(net, 0, 13);
    Map<String, INDArray> before = supports(net);
    fit(net, 13, 14);
    // A share of 0.2 (1 + cos(12 pi / 25)) of 51 and of 26 entries.
    Map<String, Integer> expected = Map.of("0_SW", 11, "0_SR", 6);
    for (String name : expected.keySet()) {
      INDArray offSupport = before.get(name).rsub(1);
      INDArray after = net.getParam(name).mul(offSupport);
      assertThat(MagnitudePruning.nonZeros(after)).as(name).isEqualTo((long) expected.get(name));
      INDArray step = gradients.get(name).div(-Nets.BATCH).muli(0.5).muli(offSupport);
      assertThat(after.distance2(step)).as(name).isLessThan(1e-6);
      assertThat(after.norm2Number().doubleValue()).as(name).isGreaterThan(1e-3);
    }
  }

  private static final class GradientCopy extends BaseTrainingListener {

    private final Map<String, INDArray> gradients;

    GradientCopy(Map<String, INDArray> gradients) {
      this.gradients = gradients;
    }

    @Override
    public void onGradientCalculation(Model model) {
      model.gradient().gradientForVariable().forEach((name, g) -> gradients.put(name, g.dup()));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STACKED", "LAST_TIME_STEP_OF_BIDIRECTIONAL"})
  void resumesWithTheSameBits(Kind kind) {
    Model whole =
        listening(kind.create(Nets.settings(new Adam(0.05)), doping().rowDropout(0.3).build()));
    Map<Integer, byte[]> checkpoints = new TreeMap<>();
    for (int done = 0; done < STEPS; done++) {
      checkpoints.put(done, Nets.checkpoint(whole));
      fit(whole, done, done + 1);
    }
    for (int stop : new int[] {4, 5, 13, 19, 25}) {
      Model resumed = listening(Nets.restore(checkpoints.get(stop), whole.getClass()));
      fit(resumed, stop, STEPS);
      assertThat(bits(resumed)).as("stopped after %d steps", stop).isEqualTo(bits(whole));
    }
  }

  @Test
  void withoutAListenerTheSupportStays() {
    Model trained = listening(Kind.STACKED.create(Nets.settings(new Adam(0.05)), doping().build()));
    fit(trained, 0, END);
    Map<String, INDArray> annealed = supports(trained);
    trained.setListeners();
    fit(trained, END, STEPS);
    assertThat(supports(trained)).isEqualTo(annealed);
  }
}
