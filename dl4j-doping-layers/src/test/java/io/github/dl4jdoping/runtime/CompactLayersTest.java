package io.github.dl4jdoping.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdoping.kernel.KroneckerShape;
import io.github.dl4jdoping.runtime.RandomWeights.Family;
import io.github.dl4jdoping.support.Support;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What layers and matrices refuse, what they hold, and which layers make a model. */
class CompactLayersTest {

  private static final RandomWeights WEIGHTS = new RandomWeights(1);
  private static final Provenance NONE = Provenance.none("test");

  private static void assertRefused(ThrowingCallable call, String... messages) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(messages);
  }

  @Test
  void matricesHaveTheirShapes() {
    assertRefused(() -> new DenseFactors(2, 4, new float[7]), "[2, 4]", "got 7");
    assertRefused(() -> new DenseFactors(0, 4, new float[0]), "[0, 4]", "at least 1");
    assertRefused(() -> new ZeroFactors(1 << 16, 1 << 15), "2^31 - 1");
    assertRefused(() -> new LowRankFactors(2, 4, 3, new float[6], new float[8]), "Q [3, 4]");
    assertRefused(() -> new LowRankFactors(2, 4, 0, new float[0], new float[0]), "L [2, 0]");
    KroneckerShape shape = new KroneckerShape(1, 2, 2, 1, 2);
    assertRefused(() -> new KroneckerFactors(shape, new float[4], new float[3]), "C [1, 1, 2]");
  }

  @Test
  void hybridMatricesHaveTheirShapes() {
    float[] none = {};
    assertRefused(() -> new HybridFactors(2, 6, 0, 1, none, none, none), "four blocks");
    assertRefused(() -> new HybridFactors(2, 8, 3, 1, none, none, none), "3 dense");
    assertRefused(() -> new HybridFactors(2, 8, 1, 0, none, none, none), "The rank");
    assertRefused(() -> new HybridFactors(2, 8, 2, 1, new float[16], none, none), "The rank");
    assertRefused(() -> new HybridFactors(2, 8, 2, 0, new float[15], none, none), "D [2, 8]");
    assertRefused(
        () -> new HybridFactors(2, 8, 0, 1, none, new float[8], new float[8]), "Q [2, 8]");
  }

  @Test
  void freeUnitsAreThoseOfABlock() {
    float[] none = {};
    float[] free = new float[16];
    assertRefused(() -> hybrid(new int[] {2}, new float[8]), "2 columns", "number 0 is 2");
    assertRefused(() -> hybrid(new int[] {-1}, new float[8]), "number 0 is -1");
    assertRefused(() -> hybrid(new int[] {1, 1}, free), "number 1 is 1 after 1");
    assertRefused(() -> hybrid(new int[] {1, 0}, free), "number 1 is 0 after 1");
    assertRefused(() -> hybrid(new int[] {0, 1, 2}, free), "3 dense");
    assertRefused(() -> new HybridFactors(2, 8, -1, 1, none, none, none), "-1 dense");
    int[] second = {1};
    assertRefused(
        () -> new HybridFactors(2, 8, second, 2, new float[8], new float[16], new float[16]),
        "half of its rows, 1; got 2");
  }

  private static HybridFactors hybrid(int[] units, float[] dense) {
    int rank = units.length == 2 ? 0 : 1;
    return new HybridFactors(2, 8, units, rank, dense, new float[rank * 8], new float[rank * 8]);
  }

  @Test
  void columnsOfAHybridMatrixAreWhereItsUnitsAre() {
    float[] dense = {1, 2, 3, 4, 5, 6, 7, 8};
    float[] left = {1, 10, 100, 1000};
    float[] right = {2, 3, 4, 5, 6, 7, 8, 9};
    HybridFactors factors = new HybridFactors(1, 16, new int[] {1, 3}, 1, dense, left, right);
    assertThat(new WeightMatrix(factors).toDense())
        .containsExactly(2, 1, 3, 2, 40, 3, 50, 4, 600, 5, 700, 6, 8000, 7, 9000, 8);
    assertThat(factors.freeUnits()).containsExactly(1, 3);
    factors.freeUnits()[0] = 0;
    assertThat(factors.freeUnits()).containsExactly(1, 3);
    assertThat(factors.denseColumns()).isEqualTo(2);
    assertThat(factors.parameters()).isEqualTo(8 + 4 + 8);
  }

  @Test
  void theFirstUnitsMayBeGivenOrCounted() {
    float[] dense = {1, 2, 3, 4, 5, 6, 7, 8};
    float[] left = {1, 10, 100, 1000};
    float[] right = {2, 3, 4, 5, 6, 7, 8, 9};
    Factors given = new HybridFactors(1, 16, new int[] {0, 1}, 1, dense, left, right);
    HybridFactors counted = new HybridFactors(1, 16, 2, 1, dense, left, right);
    assertThat(bytes(given)).isEqualTo(bytes(counted));
    assertThat(counted.freeUnits()).containsExactly(0, 1);
  }

  private static ByteBuffer bytes(Factors factors) {
    ByteWriter out = new ByteWriter();
    factors.write(out);
    return out.finish();
  }

  @Test
  void oneRowOfAHybridMatrixIsOneHalf() {
    float[] right = {1, 2, 3, 4, 5, 6, 7, 8};
    Factors one = new HybridFactors(1, 8, 0, 1, new float[0], new float[] {1, 1, 2, 2}, right);
    assertThat(new WeightMatrix(one).toDense()).containsExactly(1, 2, 3, 4, 10, 12, 14, 16);
  }

  @Test
  void sparsePartsFitTheirStructure() {
    ZeroFactors zero = new ZeroFactors(2, 4);
    Support support = Support.of(2, 4, 1, 5);
    assertRefused(
        () -> new WeightMatrix(zero, Support.of(4, 2, 1, 5), new float[] {1, 1}), "[2, 4]");
    assertRefused(() -> new WeightMatrix(zero, support, new float[1]), "got 1");
    assertRefused(() -> new WeightMatrix(zero, support, new float[] {1, 0}), "number 1 is 0.0");
    assertRefused(() -> new WeightMatrix(zero, support, new float[] {1, Float.NaN}), "NaN");
    ZeroFactors wide = new ZeroFactors(65537, 4);
    assertRefused(
        () -> new WeightMatrix(wide, Support.of(65537, 4, 0), new float[] {1}), "65536 rows");
    assertThat(new WeightMatrix(wide).parameters()).isZero();
  }

  @Test
  void lstmsFitTogether() {
    WeightMatrix input = new WeightMatrix(new ZeroFactors(3, 8));
    WeightMatrix recurrent = new WeightMatrix(new ZeroFactors(2, 8));
    ActivationFunction tanh = ActivationFunction.TANH;
    ActivationFunction sigmoid = ActivationFunction.SIGMOID;
    assertRefused(
        () -> new CompactLstm(input, input, new float[8], tanh, sigmoid), "[3, 8] and [3, 8]");
    assertRefused(() -> new CompactLstm(input, recurrent, new float[7], tanh, sigmoid), "got 7");
    assertRefused(
        () -> new CompactLstm(input, recurrent, new float[8], ActivationFunction.SOFTMAX, sigmoid),
        "SOFTMAX");
    assertRefused(
        () ->
            new CompactBidirectional(
                new CompactLstm(input, recurrent, new float[8], tanh, sigmoid),
                WEIGHTS.lstm(3, 4, Family.ZERO, 0.5),
                CompactBidirectional.Mode.ADD),
        "3 to 2 forward and 3 to 4 backward");
  }

  @Test
  void inputsAndUnitsOfADopedLstmAreNumberedTogether() {
    WeightMatrix input =
        new WeightMatrix(new ZeroFactors(65536, 4), Support.of(65536, 4, 0), new float[] {1});
    WeightMatrix recurrent = new WeightMatrix(new ZeroFactors(1, 4));
    assertRefused(
        () ->
            new CompactLstm(
                input,
                recurrent,
                new float[4],
                ActivationFunction.TANH,
                ActivationFunction.SIGMOID),
        "65536 inputs and units together",
        "65536 inputs and 1 units");
  }

  @Test
  void modelsFitTogether() {
    CompactLayer lstm = WEIGHTS.lstm(3, 3, Family.ZERO, 0.5);
    CompactLayer dense = WEIGHTS.dense(4, 3, ActivationFunction.RELU);
    assertRefused(() -> CompactModel.of(List.of(), NONE), "1 to 256 layers");
    assertRefused(() -> CompactModel.of(Collections.nCopies(257, lstm), NONE), "got 257");
    assertRefused(
        () -> CompactModel.of(List.of(lstm, dense), NONE), "Layer 1", "takes 4", "gives 3");
    assertRefused(
        () -> CompactModel.of(List.of(lstm, WEIGHTS.embedding(5, 3)), NONE), "only be the first");
    assertRefused(
        () -> CompactModel.of(List.of(lstm, new CompactLastStep(3), lstm), NONE),
        "Layer 2",
        "is recurrent");
  }

  @ParameterizedTest
  @EnumSource
  void layersAreReadOffTheirLayoutsExactly(Family family) {
    CompactLstm lstm = WEIGHTS.lstm(37, 21, family, 0.07);
    CompactLstm again = (CompactLstm) CompactModel.of(List.of(lstm), NONE).layers().get(0);
    assertThat(again.input().support()).isEqualTo(lstm.input().support());
    assertThat(again.input().values()).containsExactly(lstm.input().values());
    assertThat(again.recurrent().toDense()).containsExactly(lstm.recurrent().toDense());
    assertThat(again.bias()).containsExactly(lstm.bias());
    assertThat(again.parameters()).isEqualTo(lstm.parameters());
  }

  @Test
  void whatIsGivenIsCopied() {
    float[] weights = {1, 2};
    CompactDense dense = new CompactDense(1, 2, weights, new float[0], ActivationFunction.IDENTITY);
    weights[0] = 5;
    dense.weights()[1] = 5;
    float[] out = new float[2];
    CompactModel.of(List.of(dense), NONE).newSession().step(new float[] {1}, out);
    assertThat(out).containsExactly(1, 2);
  }

  @Test
  void provenanceIsChecked() {
    assertRefused(() -> new Provenance("1", "ABC", 0, 0, 0, List.of()), "64", "'ABC'");
    assertRefused(() -> new Provenance("1", "", 0, -1, 0, List.of()), "-1");
    assertRefused(() -> new MatrixProvenance("a", "W", "none", 1.5, 0), "density", "1.5");
    assertRefused(() -> new MatrixProvenance("a", "W", "none", 1, -0.1), "energy share", "-0.1");
  }
}
