package io.github.dl4jdoping.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdoping.kernel.KernelProvider;
import io.github.dl4jdoping.kernel.Kernels;
import io.github.dl4jdoping.kernel.scalar.ScalarKernels;
import io.github.dl4jdoping.runtime.RandomWeights.Family;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps and sequences against the formulas in double precision. */
class OutputsTest {

  private static final Provenance NONE = Provenance.none("test");
  private static final int STEPS = 5;

  static Stream<Arguments> familiesAndSizes() {
    int[][] sizes = {{1, 1, 1}, {5, 3, 3}, {17, 33, 1}, {40, 26, 20}, {67, 130, 1}, {64, 64, 3}};
    return Stream.of(Family.values())
        .flatMap(family -> Stream.of(sizes).map(s -> Arguments.of(family, s[0], s[1], s[2])));
  }

  @ParameterizedTest
  @MethodSource("familiesAndSizes")
  void anLstmOfEachFamily(Family family, int inputs, int units, int batch) {
    RandomWeights weights = new RandomWeights(inputs);
    List<CompactLayer> layers = List.of(weights.lstm(inputs, units, family, 0.1));
    assertStepsAndSequences(layers, batch);
  }

  @ParameterizedTest
  @EnumSource
  void anLstmWithoutSparsePart(Family family) {
    assertStepsAndSequences(List.of(new RandomWeights(2).lstm(9, 14, family, 0)), 2);
  }

  @ParameterizedTest
  @EnumSource
  void everyActivationFunction(ActivationFunction activation) {
    RandomWeights weights = new RandomWeights(3);
    List<CompactLayer> layers =
        List.of(
            weights.dense(7, 13, activation),
            new CompactActivation(13, activation),
            new CompactDense(13, 4, weights.floats(52), new float[0], activation));
    assertStepsAndSequences(layers, 3);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SOFTMAX")
  void anLstmWithOtherActivations(ActivationFunction activation) {
    RandomWeights weights = new RandomWeights(4);
    ActivationFunction gates = ActivationFunction.HARD_SIGMOID;
    assertStepsAndSequences(
        List.of(
            weights.lstm(6, 9, Family.LOW_RANK, 0.2, activation, gates),
            weights.lstm(
                9, 5, Family.ZERO, 0.2, ActivationFunction.TANH, ActivationFunction.HARD_SIGMOID),
            weights.lstm(5, 5, Family.ZERO, 0.2, activation, ActivationFunction.SIGMOID)),
        2);
  }

  @ParameterizedTest
  @EnumSource
  void aWholeLanguageModel(Family family) {
    RandomWeights weights = new RandomWeights(5);
    assertStepsAndSequences(
        List.of(
            weights.embedding(31, 18),
            weights.lstm(18, 20, family, 0.1),
            weights.lstm(20, 20, family, 0.1),
            weights.dense(20, 31, ActivationFunction.SOFTMAX)),
        3);
  }

  @Test
  void anEmbeddingWithBiasAndActivation() {
    RandomWeights weights = new RandomWeights(6);
    assertStepsAndSequences(
        List.of(
            new CompactEmbedding(
                5, 3, weights.floats(15), weights.floats(3), ActivationFunction.SIGMOID)),
        4);
  }

  @Test
  void aLongSequenceIsTakenInPieces() {
    List<CompactLayer> layers = List.of(new RandomWeights(7).lstm(6, 8, Family.KRONECKER, 0.2));
    CompactModel model = CompactModel.of(layers, NONE);
    Streams streams = new Streams(model, 75, 3, 1);
    streams.assertOutputs(model.newSession(3).run(streams.sequence()), layers);
  }

  @Test
  void aSequenceGoesOnWhereStepsEnded() {
    List<CompactLayer> layers = List.of(new RandomWeights(8).lstm(6, 8, Family.HYBRID, 0.2));
    CompactModel model = CompactModel.of(layers, NONE);
    Streams streams = new Streams(model, 2, 1, 1);
    CompactSession session = model.newSession();
    float[] out = new float[8];
    session.step(streams.step(0), out);
    float[] last = session.run(streams.step(1));

    CompactSession other = model.newSession();
    float[] both = other.run(streams.sequence());
    assertThat(last).containsExactly(Arrays.copyOfRange(both, 8, 16), within(1e-6f));
    assertThat(session.state()).containsExactly(other.state(), within(1e-6f));
  }

  @ParameterizedTest
  @EnumSource
  void aBidirectionalLayerBetweenOthers(CompactBidirectional.Mode mode) {
    RandomWeights weights = new RandomWeights(9);
    CompactBidirectional both =
        new CompactBidirectional(
            weights.lstm(5, 7, Family.KRONECKER, 0.1),
            weights.lstm(5, 7, Family.LOW_RANK, 0.1),
            mode);
    List<CompactLayer> layers =
        List.of(
            weights.lstm(4, 5, Family.ZERO, 0.3),
            both,
            new CompactLastStep(both.outputs()),
            weights.dense(both.outputs(), 3, ActivationFunction.SOFTMAX));
    CompactModel model = CompactModel.of(layers, NONE);
    Streams streams = new Streams(model, STEPS, 3, 1);
    CompactSession session = model.newSession(3);
    session.run(new Streams(model, 4, 3, 2).sequence());
    streams.assertOutputs(session.run(streams.sequence()), layers);
  }

  @Test
  void ofTheLastStepAStepIsTheCurrentOneAndASequenceIsOne() {
    RandomWeights weights = new RandomWeights(10);
    CompactLstm lstm = weights.lstm(4, 6, Family.KRONECKER, 0.1);
    CompactDense dense = weights.dense(6, 2, ActivationFunction.SOFTMAX);
    List<CompactLayer> all = List.of(lstm, dense);
    List<CompactLayer> last = List.of(lstm, new CompactLastStep(6), dense);
    CompactModel model = CompactModel.of(last, NONE);
    Streams streams = new Streams(model, STEPS, 2, 1);

    streams.assertOutputs(model.newSession(2).run(streams.sequence()), last);
    streams.assertOutputs(streams.stepThrough(model.newSession(2), 2), all);
  }

  private static void assertStepsAndSequences(List<CompactLayer> layers, int batch) {
    for (Kernels kernels : List.of(new ScalarKernels(), KernelProvider.kernels())) {
      CompactModel model = CompactModel.of(layers, NONE, kernels);
      Streams streams = new Streams(model, STEPS, batch, 11);
      CompactSession session = model.newSession(batch);
      streams.assertOutputs(streams.stepThrough(session, model.outputs()), layers);
      session.reset();
      streams.assertOutputs(session.run(streams.sequence()), layers);
    }
  }
}
