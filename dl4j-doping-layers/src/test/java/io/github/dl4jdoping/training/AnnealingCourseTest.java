package io.github.dl4jdoping.training;

import static io.github.dl4jdoping.training.Nets.END;
import static io.github.dl4jdoping.training.Nets.fit;
import static io.github.dl4jdoping.training.Nets.nonZeros;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.sparsity.MagnitudePruning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/** The way from dense to sparse, step by step. */
class AnnealingCourseTest {

  private static final int FULL = 512;

  /** {@code round(512 d(t))} by hand: 51 + 461 u^3 with u = 7/11, 3/11, 0 after 6, 10, 13 steps. */
  private static final List<Integer> COURSE =
      List.of(FULL, FULL, FULL, FULL, FULL, 170, 170, 170, 170, 60, 60, 60, 51, 51, 51);

  private static NeuralNetConfiguration.Builder settings() {
    return Nets.settings(new Adam(0.1));
  }

  private static List<Integer> course(Model model, TrainingListener... listeners) {
    List<Integer> course = new ArrayList<>();
    List<TrainingListener> all = new ArrayList<>(List.of(listeners));
    all.add(new AtEveryIteration((m, done) -> course.add(nonZeros(m).get("0_SW"))));
    model.setListeners(all.toArray(new TrainingListener[0]));
    fit(model, 0, COURSE.size());
    return course;
  }

  @Test
  void followsTheScheduleOnItsGrid() {
    Model net = Kind.STACKED.create(settings(), Nets.doping().build());
    assertThat(course(net, new DopingListener())).isEqualTo(COURSE);
    assertThat(nonZeros(net)).containsEntry("0_SR", 26).containsEntry("1_SW", 26);
  }

  /** From a fifth, {@code round(512 d(t))} is 51 + 51 u^3, and of 256 entries 26 + 25 u^3. */
  @Test
  void aDenseMatrixIsPrunedToAnInitialDensityInOneStep() {
    Doping doping = Nets.doping().initialDensity(0.2).finalDensity(0.1, 0.05).build();
    Model net = Kind.STACKED.create(settings(), doping);
    assertThat(course(net, new DopingListener()))
        .isEqualTo(List.of(FULL, FULL, FULL, FULL, FULL, 64, 64, 64, 64, 52, 52, 52, 51, 51, 51));
    assertThat(nonZeros(net)).containsEntry("0_SR", 13).containsEntry("1_SR", 13);
  }

  /** What was pruned before is annealed further from where it is. */
  @Test
  void aSparseMatrixIsAnnealedFurther() {
    Doping doping = Nets.doping().initialDensity(0.2).build();
    Model net = Kind.STACKED.create(settings(), doping);
    Nets.doping(net).forEach((name, s) -> MagnitudePruning.prune(s, s.length() / 5));
    assertThat(course(net, new DopingListener()))
        .isEqualTo(List.of(102, 102, 102, 102, 102, 64, 64, 64, 64, 52, 52, 52, 51, 51, 51));
  }

  @Test
  void withoutAListenerNothingIsPruned() {
    Model net = Kind.STACKED.create(settings(), Nets.doping().build());
    try (Log log = new Log()) {
      assertThat(course(net)).containsOnly(FULL);
      assertThat(log.warnings()).isNotEmpty();
    }
  }

  @Test
  void dopingThatIsNotAnnealedStaysDense() {
    Model net = Kind.STACKED.create(settings(), Doping.dense());
    assertThat(course(net, new DopingListener())).containsOnly(FULL);
  }

  @Test
  void takingTheListenerAwayKeepsTheSupport() {
    Model net = Kind.STACKED.create(settings(), Nets.doping().build());
    net.setListeners(new DopingListener());
    fit(net, 0, 7);
    try (Log log = new Log()) {
      assertThat(course(net)).containsOnly(170);
      assertThat(log.warnings()).isNotEmpty();
    }
  }

  @Test
  void segmentsOfTruncatedBackpropagationAreIterations() {
    MultiLayerNetwork net =
        (MultiLayerNetwork) Kind.STACKED.create(settings(), annealedBySegments());
    net.getLayerWiseConfigurations().setBackpropType(BackpropType.TruncatedBPTT);
    net.getLayerWiseConfigurations().setTbpttFwdLength(1);
    net.getLayerWiseConfigurations().setTbpttBackLength(1);
    net.setListeners(new DopingListener());
    fit(net, 0, 1);
    assertThat(net.getIterationCount()).isEqualTo(Nets.STEPS);
    assertThat(nonZeros(net)).containsEntry("0_SW", 51);
  }

  private static Doping annealedBySegments() {
    return Doping.builder().finalDensity(0.1).anneal(0, Nets.STEPS).every(1).build();
  }

  @ParameterizedTest
  @EnumSource
  void aSupportOnlyShrinksAndItsEntriesGoOnLearning(Kind kind) {
    Model model = kind.create(settings(), Nets.doping().build());
    model.setListeners(new DopingListener());
    Map<String, INDArray> before = copies(model);
    for (int i = 0; i < END + 2; i++) {
      fit(model, i, i + 1);
      Map<String, INDArray> after = copies(model);
      after.forEach((name, s) -> assertShrunk(before.get(name), s));
      // The backward direction sees the last time step first, before its recurrence.
      after
          .keySet()
          .removeIf(
              name -> kind == Kind.LAST_TIME_STEP_OF_BIDIRECTIONAL && name.equals("first_bSR"));
      after.forEach((name, s) -> assertMoved(before.get(name), s));
      before.putAll(after);
    }
  }

  private static Map<String, INDArray> copies(Model model) {
    Map<String, INDArray> copies = new HashMap<>();
    Nets.doping(model).forEach((name, s) -> copies.put(name, s.dup()));
    return copies;
  }

  private static void assertShrunk(INDArray before, INDArray after) {
    INDArray revived = before.eq(0).castTo(after.dataType()).mul(after);
    assertThat(revived.norm2Number().doubleValue()).isZero();
  }

  private static void assertMoved(INDArray before, INDArray after) {
    INDArray movement = after.neq(0).castTo(after.dataType()).mul(after.sub(before));
    assertThat(movement.norm2Number().doubleValue()).isPositive();
  }
}
