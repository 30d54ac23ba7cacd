package io.github.dl4jdoping.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdoping.sparsity.Granularity;
import io.github.dl4jdoping.sparsity.LinearFade;
import io.github.dl4jdoping.sparsity.Regrowth;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

class DopingTest {

  private static Doping.Builder base() {
    return Doping.builder().finalDensity(0.03).anneal(20, 200).every(10);
  }

  /** One for each setting, all different. */
  private static Stream<Doping> dopings() {
    List<UnaryOperator<Doping.Builder>> changes =
        List.of(
            b -> b,
            b -> b.finalDensity(0.04),
            b -> b.finalDensity(0.04, 0.03),
            b -> b.finalDensity(0.03, 0.04),
            b -> b.finalDensity(0.03, 0),
            b -> b.initialDensity(0.5),
            b -> b.initialDensity(0.03),
            b -> b.anneal(21, 200),
            b -> b.anneal(20, 201),
            b -> b.every(11),
            b -> b.rowDropout(0.5),
            b -> b.rowDropout(0.4),
            b -> b.rowDropout(new ExponentialSchedule(ScheduleType.ITERATION, 0.5, 0.9)),
            b -> b.rowDropout(new LinearFade(0.5, 10, 100)),
            b -> b.rowDropoutPerSequence(true),
            b -> b.rowDropoutOn(RowDropoutTarget.INPUT),
            b -> b.rowDropoutOn(RowDropoutTarget.RECURRENT),
            b -> b.initialShare(0.3),
            b -> b.learningRateFactor(0.1),
            b -> b.regrow(0.2, 10, 300),
            b -> b.regrow(0.3, 10, 300),
            b -> b.granularity(Granularity.bankBalanced(16)),
            b -> b.granularity(Granularity.bankBalanced(32)),
            b -> b.granularity(Granularity.blocks(16)));
    Stream<Doping> annealed = changes.stream().map(change -> change.apply(base()).build());
    Stream<Doping> planned = Stream.of(Doping.builder().anneal(20, 200).every(10).build());
    Stream<Doping> fixed = Stream.of(Doping.none(), Doping.dense());
    return Stream.of(annealed, planned, fixed).flatMap(s -> s);
  }

  @Test
  void holdsWhatWasSet() {
    Doping doping = base().rowDropout(0.5).rowDropoutPerSequence(true).initialShare(0.3).build();
    assertThat(doping.exists()).isTrue();
    assertThat(doping.isAnnealed()).isTrue();
    assertThat(doping.finalDensity()).isEqualTo(0.03);
    assertThat(doping.startIteration()).isEqualTo(20);
    assertThat(doping.endIteration()).isEqualTo(200);
    assertThat(doping.annealing(0.1).every()).isEqualTo(10);
    assertThat(doping.annealing(0.1).density().valueAt(200, 0)).isEqualTo(0.1);
    assertThat(doping.rowDropoutAt(7, 1)).isEqualTo(0.5);
    assertThat(doping.rowDropoutPerSequence()).isTrue();
    assertThat(doping.initialShare()).isEqualTo(0.3);
  }

  @Test
  void hasDefaults() {
    Doping doping = Doping.builder().anneal(0, 1).build();
    assertThat(doping.finalDensity()).isNull();
    assertThat(doping.inputDensity()).isNull();
    assertThat(doping.recurrentDensity()).isNull();
    assertThat(doping.initialDensity()).isEqualTo(1);
    assertThat(doping.annealing(0.1).every()).isEqualTo(100);
    assertThat(doping.rowDropoutAt(0, 0)).isZero();
    assertThat(doping.rowDropoutPerSequence()).isFalse();
    assertThat(doping.rowDropoutOn()).isEqualTo(RowDropoutTarget.BOTH);
    assertThat(doping.initialShare()).isEqualTo(0.5);
    assertThat(doping.learningRateFactor()).isEqualTo(1);
    assertThat(doping.regrowth()).isNull();
    assertThat(doping.granularity()).isEqualTo(Granularity.unstructured());
    assertThat(Doping.dense().granularity()).isEqualTo(Granularity.unstructured());
  }

  @Test
  void noneAndDenseAreNotAnnealed() {
    assertThat(Doping.none().exists()).isFalse();
    assertThat(Doping.dense().exists()).isTrue();
    assertThat(List.of(Doping.none(), Doping.dense()))
        .allSatisfy(doping -> assertThat(doping.isAnnealed()).isFalse())
        .allSatisfy(doping -> assertThat(doping.rowDropoutAt(3, 0)).isZero());
    assertThatIllegalStateException()
        .isThrownBy(() -> Doping.dense().annealing(0.1))
        .withMessageContaining("Doping.dense()");
  }

  @Test
  void theRateOfRowDropoutFollowsItsSchedule() {
    ExponentialSchedule byEpoch = new ExponentialSchedule(ScheduleType.EPOCH, 0.5, 0.8);
    Doping doping = base().rowDropout(byEpoch).build();
    assertThat(doping.rowDropoutAt(100, 0)).isEqualTo(0.5, within(1e-12));
    assertThat(doping.rowDropoutAt(100, 2)).isEqualTo(0.32, within(1e-12));
  }

  @Test
  void aMissingWindowIsAnErrorThatSaysWhatToAdd() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Doping.builder().finalDensity(0.03).build())
        .withMessageContaining("anneal(startIteration, endIteration)")
        .withMessageContaining("Doping.dense()");
  }

  @ParameterizedTest
  @CsvSource({"-1, 100", "100, 100", "100, 99"})
  void impossibleWindowsAreErrors(int start, int end) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> base().anneal(start, end).build())
        .withMessageContaining(start + " and " + end);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, 3, Double.NaN})
  void densitiesOutsideTheUnitIntervalAreErrors(double density) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> base().finalDensity(density).build())
        .withMessageContaining("[0, 1]; got " + density);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1})
  void theEndsOfTheDensityAreAllowed(double density) {
    assertThat(base().finalDensity(density).build().finalDensity()).isEqualTo(density);
  }

  @Test
  void eachMatrixMayHaveADensityOfItsOwn() {
    Doping doping = base().finalDensity(0.1, 0.2).build();
    assertThat(doping.inputDensity()).isEqualTo(0.1);
    assertThat(doping.recurrentDensity()).isEqualTo(0.2);
    assertThatIllegalStateException()
        .isThrownBy(doping::finalDensity)
        .withMessageContaining("0.1 in the input and 0.2 in the recurrent matrix");
  }

  @Test
  void twoEqualDensitiesAreOne() {
    Doping doping = base().finalDensity(0.03, 0.03).build();
    assertThat(doping).isEqualTo(base().build());
    assertThat(doping.finalDensity()).isEqualTo(0.03);
    assertThat(doping.recurrentDensity()).isEqualTo(0.03);
    assertThat(base().finalDensity(0.1, 0.2).finalDensity(0.03).build()).isEqualTo(doping);
  }

  @ParameterizedTest
  @CsvSource({"-0.1, 0.2", "0.2, 1.1", "NaN, 0.2", "0.2, NaN"})
  void bothDensitiesAreChecked(double input, double recurrent) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> base().finalDensity(input, recurrent).build())
        .withMessageContaining("[0, 1]; got " + (input == 0.2 ? recurrent : input));
  }

  @Test
  void annealingStartsAtTheInitialDensity() {
    Doping doping = base().finalDensity(0.1, 0.2).initialDensity(0.5).build();
    assertThat(doping.initialDensity()).isEqualTo(0.5);
    assertThat(doping.annealing(0.2).density().valueAt(20, 0)).isEqualTo(0.5);
    assertThat(doping.annealing(0.2).density().valueAt(110, 0))
        .isCloseTo(0.2 + 0.3 / 8, within(1e-12));
  }

  /** A density of 0.29 is 16 of 54 entries, 0.296. */
  @Test
  void aFinalDensityThatWasRoundedUpMayBeAboveTheInitialOne() {
    Doping doping = base().finalDensity(0.29).initialDensity(0.29).build();
    assertThat(doping.annealing(16 / 54.0).nonZerosAfter(30, 6, 9, 16)).isEqualTo(16);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.25, 0.1})
  void initialDensitiesBelowAFinalOneAreErrors(double initial) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> base().finalDensity(0.2, 0.3).initialDensity(initial).build())
        .withMessageContaining("at least the final density")
        .withMessageContaining("0.2 in the input and 0.3 in the recurrent matrix")
        .withMessageContaining("got " + initial);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, 1.01, Double.NaN})
  void initialDensitiesOutOfRangeAreErrors(double initial) {
    Doping.Builder planned = Doping.builder().anneal(20, 200).initialDensity(initial);
    assertThatIllegalArgumentException()
        .isThrownBy(planned::build)
        .withMessageContaining("initial density is in (0, 1]; got " + initial);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -5})
  void intervalsBelowOneAreErrors(int every) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> base().every(every).build())
        .withMessageContaining("every(" + every + ")");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 40, Double.NaN})
  void ratesThatAreNoProbabilityAreErrors(double rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> base().rowDropout(rate).build())
        .withMessageContaining("[0, 1); got " + rate);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> base().rowDropout(new FixedSchedule(rate)).build())
        .withMessageContaining("[0, 1); got " + rate);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void aScheduleThatLeavesTheUnitIntervalIsAnErrorOnceItDoes(double rate) {
    Doping doping = base().rowDropout(new SwitchedRate(0.5, rate)).build();
    assertThat(doping.rowDropoutAt(0, 0)).isEqualTo(0.5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> doping.rowDropoutAt(1, 0))
        .withMessageContaining("[0, 1); got " + rate)
        .withMessageContaining("iteration 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.5, Double.NaN})
  void theInitialShareLeavesSomethingForBoth(double share) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> base().initialShare(share).build())
        .withMessageContaining("(0, 1)")
        .withMessageContaining("got " + share);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void learningRateFactorsThatAreNoneAreErrors(double factor) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> base().learningRateFactor(factor).build())
        .withMessageContaining("positive")
        .withMessageContaining("got " + factor);
  }

  @Test
  void regrowthBeginsWithAnnealing() {
    Doping doping = base().regrow(0.2, 10, 300).build();
    assertThat(doping.regrowth()).isEqualTo(new Regrowth(0.2, 10, 20, 300));
    assertThat(doping.toString()).endsWith("regrown 0.2 every 10 until 300");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> base().regrow(0.2, 10, 20).build())
        .withMessageContaining("at iteration 20");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> base().regrow(0, 10, 300).build())
        .withMessageContaining("(0, 1)");
  }

  @ParameterizedTest
  @MethodSource("dopings")
  void survivesJson(Doping doping) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    Doping read = mapper.readValue(mapper.writeValueAsString(doping), Doping.class);
    assertThat(read).isEqualTo(doping).hasSameHashCodeAs(doping).hasToString(doping.toString());
  }

  @ParameterizedTest
  @MethodSource("dopings")
  void survivesJavaSerialisation(Doping doping) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(doping);
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
    assertThat(new ObjectInputStream(in).readObject()).isEqualTo(doping);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "granularity",
        "rowDropoutOn",
        "learningRateFactor",
        "regrowth",
        "recurrentDensity",
        "initialDensity"
      })
  void aConfigurationFromBeforeThereWasASettingCanBeRead(String setting) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = mapper.valueToTree(base().build());
    assertThat(json.remove(setting)).isNotNull();
    assertThat(mapper.readValue(json.toString(), Doping.class)).isEqualTo(base().build());
  }

  @Test
  void theGranularityGoesIntoTheAnnealing() {
    Doping doping = base().granularity(Granularity.blocks(8)).build();
    assertThat(doping.granularity()).isEqualTo(Granularity.blocks(8));
    assertThat(doping.annealing(0.1).granularity()).isEqualTo(Granularity.blocks(8));
    assertThat(doping.toString()).contains("every 10, blocks of 1 x 8");
    assertThatNullPointerException().isThrownBy(() -> base().granularity(null));
  }

  @Test
  void everySettingCountsForEquality() {
    assertThat(dopings()).doesNotHaveDuplicates();
    assertThat(dopings().toList()).isEqualTo(dopings().toList());
    assertThat(dopings().mapToInt(Doping::hashCode).toArray())
        .isEqualTo(dopings().mapToInt(Doping::hashCode).toArray());
  }

  @Test
  void saysWhatItIs() {
    assertThat(Doping.none()).hasToString("none()");
    assertThat(Doping.dense()).hasToString("dense()");
    assertThat(base().build())
        .hasToString("density 0.03, annealed over iterations 20 to 200 every 10");
    assertThat(Doping.builder().anneal(0, 5).build().toString()).startsWith("density planned");
    assertThat(base().finalDensity(0.03, 0.04).initialDensity(0.5).build().toString())
        .startsWith("density 0.03 in the input and 0.04 in the recurrent matrix, annealed from 0.5")
        .endsWith(" over iterations 20 to 200 every 10");
    assertThat(base().rowDropout(0.5).build().toString()).contains("0.5", "per time step");
    assertThat(base().rowDropout(0.5).rowDropoutPerSequence(true).build().toString())
        .endsWith("per sequence");
    assertThat(base().rowDropout(0.5).rowDropoutOn(RowDropoutTarget.RECURRENT).build().toString())
        .endsWith("per time step on the recurrent matrix");
    assertThatNullPointerException().isThrownBy(() -> base().rowDropoutOn(null));
    assertThat(base().learningRateFactor(0.1).build().toString())
        .endsWith("every 10, learning rate times 0.1");
  }

  @Test
  void anotherFinalDensityChangesNothingElse() {
    Doping planned =
        Doping.builder()
            .anneal(3, 70)
            .every(7)
            .initialDensity(0.2)
            .rowDropout(0.3)
            .rowDropoutPerSequence(true)
            .rowDropoutOn(RowDropoutTarget.INPUT)
            .initialShare(0.4)
            .learningRateFactor(2)
            .granularity(Granularity.blocks(8))
            .regrow(0.3, 5, 60)
            .build();
    Doping expected =
        Doping.builder()
            .finalDensity(0.1, 0.15)
            .anneal(3, 70)
            .every(7)
            .initialDensity(0.2)
            .rowDropout(0.3)
            .rowDropoutPerSequence(true)
            .rowDropoutOn(RowDropoutTarget.INPUT)
            .initialShare(0.4)
            .learningRateFactor(2)
            .granularity(Granularity.blocks(8))
            .regrow(0.3, 5, 60)
            .build();
    assertThat(planned.withFinalDensity(0.1, 0.15)).isEqualTo(expected);
    assertThat(planned.withFinalDensity(0.1, 0.3).initialDensity()).isEqualTo(0.3);
    assertThat(planned.withFinalDensity(0.1, 0.1))
        .isNotEqualTo(expected)
        .isEqualTo(expected.withFinalDensity(0.1, 0.1));
    assertThatIllegalArgumentException().isThrownBy(() -> planned.withFinalDensity(0.1, 1.1));
    assertThatIllegalStateException().isThrownBy(() -> Doping.dense().withFinalDensity(1, 1));
  }
}
