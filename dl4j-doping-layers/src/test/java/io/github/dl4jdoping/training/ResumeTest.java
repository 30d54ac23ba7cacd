package io.github.dl4jdoping.training;

import static io.github.dl4jdoping.training.Nets.bits;
import static io.github.dl4jdoping.training.Nets.fit;
import static io.github.dl4jdoping.training.Nets.restored;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.conf.RowDropoutTarget;
import io.github.dl4jdoping.sparsity.Granularity;
import io.github.dl4jdoping.sparsity.LinearFade;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Training that goes on from a checkpoint gives the bits of training that never stopped. */
class ResumeTest {

  private static final int STEPS = 16;

  /** Ways to set row dropout. */
  enum Dropout {
    OFF,
    PER_TIME_STEP,
    PER_SEQUENCE,
    ON_THE_INPUT,
    FADING,
    SCHEDULED;

    Doping doping() {
      Doping.Builder doping = Nets.doping();
      return switch (this) {
        case OFF -> doping.build();
        case PER_TIME_STEP -> doping.rowDropout(0.4).build();
        case PER_SEQUENCE -> doping.rowDropout(0.4).rowDropoutPerSequence(true).build();
        case ON_THE_INPUT -> doping.rowDropout(0.4).rowDropoutOn(RowDropoutTarget.INPUT).build();
        case FADING -> doping.rowDropout(new LinearFade(0.4, 2, 11)).build();
        case SCHEDULED ->
            doping.rowDropout(new ExponentialSchedule(ScheduleType.ITERATION, 0.5, 0.9)).build();
      };
    }
  }

  private static Model fresh(Kind kind, Dropout dropout) {
    Model model = kind.create(Nets.settings(new Adam(0.05)), dropout.doping());
    model.setListeners(new DopingListener());
    return model;
  }

  private static Model interrupted(Model model, int stop, int end) {
    fit(model, 0, stop);
    Model resumed = restored(model);
    resumed.setListeners(new DopingListener());
    fit(resumed, stop, end);
    return resumed;
  }

  @ParameterizedTest
  @EnumSource
  void wheneverItStops(Dropout dropout) {
    Map<Integer, byte[]> checkpoints = new TreeMap<>();
    Model whole = fresh(Kind.STACKED, dropout);
    for (int done = 0; done < STEPS; done++) {
      checkpoints.put(done, Nets.checkpoint(whole));
      fit(whole, done, done + 1);
    }
    for (int stop : new int[] {1, 6, 12, 14}) {
      Model resumed = Nets.restore(checkpoints.get(stop), MultiLayerNetwork.class);
      resumed.setListeners(new DopingListener());
      fit(resumed, stop, STEPS);
      assertThat(bits(resumed)).as("stopped after %d steps", stop).isEqualTo(bits(whole));
    }
  }

  static Stream<IUpdater> updaters() {
    ISchedule halved = new StepSchedule(ScheduleType.ITERATION, 0.1, 0.5, 4);
    return Stream.of(new Adam(halved), new Nesterovs(halved, 0.9), new Sgd(halved));
  }

  @ParameterizedTest
  @MethodSource("updaters")
  void withALearningRateOfItsOwn(IUpdater updater) {
    Doping doping = Nets.doping().learningRateFactor(0.3).build();
    Model whole = Kind.STACKED.create(Nets.settings(updater), doping);
    whole.setListeners(new DopingListener());
    byte[] before = Nets.checkpoint(whole);
    fit(whole, 0, STEPS);
    Model started = Nets.restore(before, MultiLayerNetwork.class);
    started.setListeners(new DopingListener());
    assertThat(bits(interrupted(started, 6, STEPS))).isEqualTo(bits(whole));
  }

  static Stream<Granularity> granularities() {
    return Stream.of(Granularity.bankBalanced(16), Granularity.blocks(8), Granularity.blocks(16));
  }

  @ParameterizedTest
  @MethodSource("granularities")
  void whateverTheGranularity(Granularity granularity) {
    Doping doping = Nets.doping().granularity(granularity).rowDropout(0.4).build();
    Model whole = Kind.STACKED.create(Nets.settings(new Adam(0.05)), doping);
    whole.setListeners(new DopingListener());
    byte[] before = Nets.checkpoint(whole);
    fit(whole, 0, STEPS);
    for (int stop : new int[] {6, 12, 14}) {
      Model started = Nets.restore(before, MultiLayerNetwork.class);
      started.setListeners(new DopingListener());
      assertThat(bits(interrupted(started, stop, STEPS)))
          .as("stopped after %d steps", stop)
          .isEqualTo(bits(whole));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whereverTheLayerIs(Kind kind) {
    Model whole = fresh(kind, Dropout.PER_TIME_STEP);
    fit(whole, 0, STEPS);
    Model resumed = interrupted(fresh(kind, Dropout.PER_TIME_STEP), 6, STEPS);
    assertThat(bits(resumed)).isEqualTo(bits(whole));
  }

  @ParameterizedTest
  @EnumSource(names = {"PER_TIME_STEP", "PER_SEQUENCE"})
  void betweenSequencesOfTruncatedBackpropagation(Dropout dropout) {
    Model whole = truncated(dropout);
    fit(whole, 0, 8);
    Model resumed = interrupted(truncated(dropout), 3, 8);
    assertThat(bits(resumed)).isEqualTo(bits(whole));
    assertThat(Nets.nonZeros(resumed)).isEqualTo(Nets.planned(resumed));
  }

  /** Two segments, of two time steps and of one. */
  private static Model truncated(Dropout dropout) {
    MultiLayerNetwork net = (MultiLayerNetwork) fresh(Kind.STACKED, dropout);
    net.getLayerWiseConfigurations().setBackpropType(BackpropType.TruncatedBPTT);
    net.getLayerWiseConfigurations().setTbpttFwdLength(2);
    net.getLayerWiseConfigurations().setTbpttBackLength(2);
    return net;
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 9})
  void usingTheNetworkInBetweenChangesNothing(int pause) {
    Model whole = fresh(Kind.STACKED, Dropout.PER_TIME_STEP);
    fit(whole, 0, STEPS);
    MultiLayerNetwork used = (MultiLayerNetwork) fresh(Kind.STACKED, Dropout.PER_TIME_STEP);
    fit(used, 0, pause);
    try (Log log = new Log()) {
      used.output(Nets.batch(99).getFeatures());
      used.score(Nets.batch(98));
      used.rnnTimeStep(Nets.batch(97).getFeatures());
      assertThat(log.warnings()).as("not annealed yet").hasSize(2);
    }
    fit(used, pause, STEPS);
    assertThat(bits(used)).isEqualTo(bits(whole));
  }

  @ParameterizedTest
  @CsvSource({
    "OFF, false",
    "PER_TIME_STEP, true",
    "PER_SEQUENCE, true",
    "ON_THE_INPUT, true",
    "FADING, true",
    "SCHEDULED, true"
  })
  void theSeedDecidesWhatIsDropped(Dropout dropout, boolean matters) {
    Model one = fresh(Kind.STACKED, dropout);
    Model same = fresh(Kind.STACKED, dropout);
    Model other = Kind.STACKED.create(Nets.settings(new Adam(0.05)).seed(8), dropout.doping());
    other.setListeners(new DopingListener());
    other.setParams(one.params());
    for (Model model : new Model[] {one, same, other}) {
      fit(model, 0, 2);
    }
    assertThat(bits(same)).isEqualTo(bits(one));
    assertThat(Arrays.equals(bits(other), bits(one))).isEqualTo(!matters);
  }

  @Test
  void betweenEpochsWithARateByEpoch() {
    Doping byEpoch =
        Nets.doping().rowDropout(new ExponentialSchedule(ScheduleType.EPOCH, 0.5, 0.5)).build();
    MultiLayerNetwork whole = Nets.network(Nets.lstm(byEpoch));
    whole.setListeners(new DopingListener());
    whole.fit(epoch(), 1);
    MultiLayerNetwork resumed = (MultiLayerNetwork) restored(whole);
    resumed.setListeners(new DopingListener());
    whole.fit(epoch(), 2);
    resumed.fit(epoch(), 2);
    assertThat(resumed.getEpochCount()).isEqualTo(3);
    assertThat(bits(resumed)).isEqualTo(bits(whole));
  }

  private static DataSetIterator epoch() {
    return new ExistingDataSetIterator(IntStream.range(0, 5).mapToObj(Nets::batch).toList());
  }
}
