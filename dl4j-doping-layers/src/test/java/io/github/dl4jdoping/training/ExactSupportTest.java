package io.github.dl4jdoping.training;

import static io.github.dl4jdoping.training.Nets.END;
import static io.github.dl4jdoping.training.Nets.bits;
import static io.github.dl4jdoping.training.Nets.fit;
import static io.github.dl4jdoping.training.Nets.nonZeros;
import static io.github.dl4jdoping.training.Nets.planned;
import static io.github.dl4jdoping.training.Nets.restored;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.sparsity.Granularity;
import io.github.dl4jdoping.sparsity.Supports;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.MinMaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.UnitNormConstraint;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** From the end of the window on, every doping matrix has exactly its planned number of entries. */
class ExactSupportTest {

  private static Stream<Named<IUpdater>> updaters() {
    return Stream.of(
            new Adam(0.1), new Nesterovs(0.2, 0.9), new RmsProp(0.1), new Sgd(0.2), new AdaGrad())
        .map(updater -> Named.of(updater.getClass().getSimpleName(), updater));
  }

  @ParameterizedTest
  @MethodSource("updaters")
  void whateverTheUpdaterRemembers(IUpdater updater) {
    assertExact(Kind.STACKED.create(Nets.settings(updater), Nets.doping().build()));
  }

  @ParameterizedTest
  @EnumSource
  void whereverTheLayerIs(Kind kind) {
    assertExact(kind.create(settings(), Nets.doping().rowDropout(0.3).build()));
  }

  private static Stream<Named<UnaryOperator<NeuralNetConfiguration.Builder>>> penalties() {
    return Stream.of(
        Named.of("L1", s -> s.l1(0.1)),
        Named.of("L2", s -> s.l2(0.1)),
        Named.of("weight decay", s -> s.weightDecay(0.1)),
        Named.of("max norm", s -> s.constrainWeights(new MaxNormConstraint(0.2, 1))),
        Named.of("unit norm", s -> s.constrainWeights(new UnitNormConstraint(1))),
        Named.of("min-max", s -> s.constrainWeights(new MinMaxNormConstraint(0.2, 0.3, 1))),
        Named.of(
            "clipping",
            s ->
                s.gradientNormalization(GradientNormalization.ClipL2PerLayer)
                    .gradientNormalizationThreshold(0.1)));
  }

  @ParameterizedTest
  @MethodSource("penalties")
  void whateverElseActsOnTheWeights(UnaryOperator<NeuralNetConfiguration.Builder> penalty) {
    assertExact(Kind.STACKED.create(penalty.apply(settings()), Nets.doping().build()));
  }

  private static Stream<Arguments> granularities() {
    return Stream.of(
        Arguments.of(Granularity.bankBalanced(16), 64),
        Arguments.of(Granularity.bankBalanced(32), 64),
        Arguments.of(Granularity.bankBalanced(64), 64),
        Arguments.of(Granularity.blocks(8), 8),
        Arguments.of(Granularity.blocks(16), 16));
  }

  /** Pruned after 8 and 13 steps: coarse steps could reach the last number before the last. */
  private static Doping.Builder coarse(Granularity granularity) {
    return Nets.doping().every(6).granularity(granularity);
  }

  @ParameterizedTest
  @MethodSource("granularities")
  void whateverTheGranularity(Granularity granularity, int unit) {
    Doping doping = coarse(granularity).finalDensity(0.3).rowDropout(0.3).build();
    Model model = Kind.STACKED.create(settings(), doping);
    assertExact(model, granularity, Nets.planned(model, 0.3, unit));
  }

  @ParameterizedTest
  @MethodSource("granularities")
  void whateverTheGranularityInBothDirections(Granularity granularity, int unit) {
    Doping doping = coarse(granularity).finalDensity(0.3).build();
    Model model = Kind.LAST_TIME_STEP_OF_BIDIRECTIONAL.create(settings(), doping);
    assertExact(model, granularity, Nets.planned(model, 0.3, unit));
  }

  /** 20 outputs are a group of 16 and one of 4. */
  @ParameterizedTest
  @MethodSource("granularities")
  void whateverTheGranularityAtOddSizes(Granularity granularity, int unit) {
    Doping doping = coarse(granularity).finalDensity(0.3).build();
    Model model =
        Nets.network(
            settings(),
            Nets.lstmBuilder(doping).nOut(5).build(),
            Nets.lstmBuilder(doping).nOut(5).build());
    assertExact(model, granularity, Nets.planned(model, 0.3, unit));
  }

  private static NeuralNetConfiguration.Builder settings() {
    return Nets.settings(new Adam(0.1));
  }

  private static void assertExact(Model model) {
    assertExact(model, Granularity.unstructured(), planned(model));
  }

  private static void assertExact(
      Model model, Granularity granularity, Map<String, Integer> planned) {
    AtEveryIteration inCheckpoint =
        new AtEveryIteration(
            (trained, done) -> {
              Model restored = restored(trained);
              assertThat(Nets.doping(restored).values())
                  .allMatch(s -> Supports.isOf(granularity, s));
              if (done >= END) {
                assertThat(nonZeros(restored)).isEqualTo(planned);
              }
            });
    model.setListeners(inCheckpoint, new DopingListener(), inCheckpoint);
    fit(model, 0, END - 1);
    assertThat(nonZeros(model)).isNotEqualTo(planned).isNotEmpty();
    for (int i = END - 1; i < END + 3; i++) {
      float[] before = bits(model);
      fit(model, i, i + 1);
      assertThat(nonZeros(model)).as("after step %d", i + 1).isEqualTo(planned);
      assertThat(DopingReport.of(model).matrices())
          .allMatch(matrix -> matrix.nonZeros() == matrix.plannedNonZeros());
      assertThat(bits(model)).doesNotContain(Float.NaN).isNotEqualTo(before);
    }
  }
}
