package io.github.dl4jdoping.training;

import static io.github.dl4jdoping.training.Nets.END;
import static io.github.dl4jdoping.training.Nets.nonZeros;
import static io.github.dl4jdoping.training.Nets.planned;
import static io.github.dl4jdoping.training.Nets.restored;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.sparsity.Granularity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.optimize.solvers.accumulation.encoding.threshold.AdaptiveThresholdAlgorithm;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.deeplearning4j.parallelism.ParallelWrapper.TrainingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/** One network trained by DL4J on several threads, each with a replica of it. */
@SuppressWarnings("unchecked") // DL4J's builder returns itself without its type
class ParallelWrapperTest {

  private static final Doping DOPING = Nets.doping().rowDropout(0.2).build();

  /** Entries of a matrix of 512 after so many steps, whatever the number of workers. */
  private static final Map<Integer, Integer> SCHEDULE =
      Map.of(5, 512, 6, 170, 9, 170, 10, 60, 12, 60, 13, 51, 15, 51);

  private static Model net(Kind kind, Doping doping) {
    return kind.create(Nets.settings(new Adam(0.05)), doping);
  }

  private static ParallelWrapper.Builder<Model> averaging(Model model, int workers, int frequency) {
    return new ParallelWrapper.Builder<>(model)
        .workers(workers)
        .workspaceMode(WorkspaceMode.ENABLED)
        .trainingMode(TrainingMode.AVERAGING)
        .averagingFrequency(frequency);
  }

  private static ParallelWrapper.Builder<Model> sharing(Model model, int workers) {
    return new ParallelWrapper.Builder<>(model)
        .workers(workers)
        .workspaceMode(WorkspaceMode.ENABLED)
        .trainingMode(TrainingMode.SHARED_GRADIENTS)
        .thresholdAlgorithm(new AdaptiveThresholdAlgorithm());
  }

  /** Each round is a batch and an iteration for every worker. */
  private static void train(
      ParallelWrapper.Builder<Model> builder,
      int workers,
      int rounds,
      TrainingListener... listeners) {
    List<DataSet> batches = IntStream.range(0, workers * rounds).mapToObj(Nets::batch).toList();
    train(builder, workers, batches, listeners);
  }

  private static void train(
      ParallelWrapper.Builder<Model> builder,
      int workers,
      List<DataSet> batches,
      TrainingListener... listeners) {
    ParallelWrapper wrapper = builder.build();
    wrapper.setListeners(listeners);
    wrapper.setListeners(new StartTogether(workers));
    wrapper.fit(new ExistingDataSetIterator(batches));
  }

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of(2, Kind.STACKED),
        Arguments.of(4, Kind.STACKED),
        Arguments.of(2, Kind.GRAPH),
        Arguments.of(4, Kind.LAST_TIME_STEP_OF_BIDIRECTIONAL));
  }

  @ParameterizedTest(name = "{0} workers, {1}")
  @MethodSource("networks")
  void supportsAreEqualAndExactAfterEachAveraging(int workers, Kind kind) {
    Model model = net(kind, DOPING);
    Replicas replicas = new Replicas();
    train(averaging(model, workers, 1), workers, 16, replicas, new DopingListener());
    for (int done = 1; done < 16; done++) {
      List<Map<String, List<Boolean>>> supports = replicas.afterAveraging(done);
      assertThat(supports)
          .as("after %d iterations", done)
          .hasSize(workers)
          .allMatch(supports.get(0)::equals);
    }
    SCHEDULE.forEach(
        (done, entries) ->
            assertThat(replicas.afterAveraging(done).get(0).values())
                .as("after %d iterations", done)
                .anyMatch(support -> support.size() == 512)
                .allMatch(support -> support.size() != 512 || count(support) == entries));
    assertThat(nonZeros(model)).isEqualTo(planned(model));
    assertThat(replicas.inCheckpoints(END)).hasSize(workers).allMatch(planned(model)::equals);
    assertThat(nonZeros(restored(model))).isEqualTo(planned(model));
  }

  private static long count(List<Boolean> support) {
    return support.stream().filter(entry -> entry).count();
  }

  /** Replicas that went apart before they were pruned have other supports, until the next step. */
  @ParameterizedTest(name = "{0} workers")
  @ValueSource(ints = {2, 4})
  void averagingLessOftenEndsWithTheExactDensity(int workers) {
    Model model = net(Kind.STACKED, DOPING);
    Replicas replicas = new Replicas();
    train(averaging(model, workers, 5), workers, 20, replicas, new DopingListener());
    assertThat(replicas.afterAveraging(10)).hasSize(workers);
    assertThat(replicas.inCheckpoints(END)).hasSize(workers).allMatch(planned(model)::equals);
    assertThat(replicas.inCheckpoints(16)).hasSize(workers).allMatch(planned(model)::equals);
    assertThat(nonZeros(model)).isEqualTo(planned(model));
  }

  @Test
  void aNetworkAveragedRightAfterPruningHasAllEntriesUntilItIsProjected() {
    Doping doping = Nets.doping().anneal(2, 14).build();
    Model model = net(Kind.STACKED, doping);
    train(averaging(model, 4, 5), 4, 15, new DopingListener());
    assertThat(nonZeros(model).get("0_SW")).isGreaterThan(51);
    DopingListener.project(model);
    assertThat(nonZeros(model)).isEqualTo(planned(model));
  }

  @ParameterizedTest(name = "{0} workers, {1}")
  @MethodSource("networks")
  void sharedGradientsEndWithTheExactDensity(int workers, Kind kind) {
    Model model = net(kind, DOPING);
    Replicas replicas = new Replicas();
    train(sharing(model, workers), workers, 18, new DopingListener(), replicas);
    assertThat(replicas.inCheckpoints(END)).hasSize(workers).allMatch(planned(model)::equals);
    assertThat(replicas.inCheckpoints(18)).hasSize(workers).allMatch(planned(model)::equals);
    assertThat(nonZeros(model)).isEqualTo(planned(model));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({"2, AVERAGING", "4, SHARED_GRADIENTS"})
  void anyGranularityAndRegrowthEndWithTheExactDensity(int workers, TrainingMode mode) {
    Doping doping = Nets.doping().granularity(Granularity.blocks(8)).regrow(0.2, 2, 12).build();
    Model model = net(Kind.STACKED, doping);
    ParallelWrapper.Builder<Model> builder =
        mode == TrainingMode.AVERAGING ? averaging(model, workers, 1) : sharing(model, workers);
    train(builder, workers, 18, new DopingListener());
    assertThat(nonZeros(model)).isEqualTo(planned(model, 0.1, 8));
  }

  /** An average of equal numbers is that number, so nothing may differ from training alone. */
  @ParameterizedTest(name = "averaging every {0}")
  @ValueSource(ints = {1, 3})
  void workersWithTheSameDataLearnWhatOneNetworkLearns(int frequency) {
    Model alone = net(Kind.STACKED, DOPING);
    alone.setListeners(new DopingListener());
    Nets.fit(alone, 0, 15);
    Model model = net(Kind.STACKED, DOPING);
    List<DataSet> twice = IntStream.range(0, 30).mapToObj(i -> Nets.batch(i / 2)).toList();
    train(averaging(model, 2, frequency), 2, twice, new DopingListener());
    assertThat(Nets.bits(model)).isEqualTo(Nets.bits(alone));
  }

  @Test
  void annealingGoesOnInTheNextCallWithOtherWorkers() {
    Model model = net(Kind.STACKED, DOPING);
    train(averaging(model, 4, 1), 4, 7, new DopingListener());
    assertThat(nonZeros(model)).containsEntry("0_SW", 170);
    model.setListeners();
    train(sharing(model, 2), 2, 4, new DopingListener());
    assertThat(nonZeros(model)).containsEntry("0_SW", 60);
    model.setListeners(new DopingListener());
    Nets.fit(model, 0, 2);
    assertThat(nonZeros(model)).isEqualTo(planned(model));
    assertThat(DopingReport.of(model).iteration()).isEqualTo(END);
  }

  @Test
  void averagingGivesTheSameBitsEachTime() {
    List<float[]> runs = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      Model model = net(Kind.STACKED, DOPING);
      train(averaging(model, 2, 3), 2, 15, new DopingListener());
      runs.add(Nets.bits(model));
    }
    assertThat(runs.get(0)).isEqualTo(runs.get(1));
  }

  @Test
  void theWrapperTakesOverTheListenersThatTheNetworkHas() {
    Model model = net(Kind.STACKED, DOPING);
    model.setListeners(new DopingListener());
    train(averaging(model, 2, 1), 2, END);
    assertThat(nonZeros(model)).isEqualTo(planned(model));
  }

  /** Once it is built, the wrapper replaces the network's listeners by its own. */
  @Test
  void aListenerThatTheNetworkGetsLaterIsLostWithAWarning() {
    Model model = net(Kind.STACKED, DOPING);
    ParallelWrapper wrapper = averaging(model, 2, 1).build();
    model.setListeners(new DopingListener());
    try (Log log = new Log()) {
      wrapper.fit(new ExistingDataSetIterator(List.of(Nets.batch(0), Nets.batch(1))));
      assertThat(log.warnings())
          .isNotEmpty()
          .allMatch(message -> message.contains("trained without a DopingListener"))
          .allMatch(message -> message.contains("wrapper.setListeners"));
    }
  }
}
