package io.github.dl4jdoping.sparsity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** What every granularity promises, at shapes where groups, banks and blocks do not come out even. */
class GranularityTest {

  /** Among them nIn = 10 with H = 1, 5, 7 and 10, and a matrix that is not an LSTM's. */
  private static final long[][] SHAPES = {
    {1, 1}, {1, 4}, {10, 4}, {10, 20}, {7, 28}, {10, 40}, {33, 16}, {70, 48}, {130, 56}, {40, 31},
    {20, 128}, {31, 124}, {17, 104}
  };

  static List<Granularity> granularities() {
    return List.of(
        Granularity.unstructured(),
        Granularity.bankBalanced(16),
        Granularity.bankBalanced(32),
        Granularity.bankBalanced(64),
        Granularity.blocks(8),
        Granularity.blocks(16));
  }

  static Stream<Arguments> granularitiesAndShapes() {
    return granularities().stream()
        .flatMap(
            granularity ->
                Stream.of(SHAPES).map(shape -> Arguments.of(granularity, shape[0], shape[1])));
  }

  private static INDArray matrix(long rows, long columns, long seed) {
    Random random = new Random(seed);
    double[] values = random.doubles(rows * columns, -1, 1).map(v -> v == 0 ? 1 : v).toArray();
    return Nd4j.create(values, new long[] {rows, columns}, 'f');
  }

  /** Only one in eight entries, and not in any pattern. */
  private static INDArray thinned(long rows, long columns) {
    INDArray matrix = matrix(rows, columns, 5);
    MagnitudePruning.prune(matrix, rows * columns / 8);
    return matrix;
  }

  @ParameterizedTest
  @MethodSource("granularitiesAndShapes")
  void achievableNumbersAreStepsFromNoneToAll(Granularity granularity, long rows, long columns) {
    long size = rows * columns;
    long[] steps =
        LongStream.rangeClosed(-1, size + 3)
            .map(asked -> granularity.achievable(rows, columns, asked))
            .toArray();
    assertThat(steps).isSorted().contains(0, size);
    assertThat(steps[0]).as("asked for -1").isZero();
    assertThat(steps[(int) size + 4]).as("asked for too many").isEqualTo(size);
    for (int asked = 0; asked <= size; asked++) {
      long step = steps[asked + 1];
      if (step < 0 || step > asked || granularity.achievable(rows, columns, step) != step) {
        fail("asked for %d of %d x %d, got %d", asked, rows, columns, step);
      }
    }
  }

  @ParameterizedTest(name = "{0}: {3} of {1} x {2}")
  @CsvSource({
    // 40 groups of 64 outputs, one of 32 and one of 8: multiples of 64.
    "BANK, 650, 2600, 67600, 67584",
    "BANK, 650, 2600, 67584, 67584",
    "BANK, 650, 2600, 67583, 67520",
    // 650 pieces of 8 outputs are 81 runs of 8 pieces, and 2 that only the full matrix has.
    "BANK, 650, 2600, 1689999, 1689984",
    "BANK, 650, 2600, 1690000, 1690000",
    "BLOCK8, 650, 2600, 67607, 67600",
    "BLOCK16, 650, 2600, 67615, 67600",
    // Groups of 64, 32, 16, 8 and 4, in the last of which 31 pieces are one run of 16.
    "BANK, 31, 124, 400, 384",
    "BANK, 31, 124, 3843, 3648",
    "BANK, 31, 124, 3844, 3844",
    // Fewer than 64 outputs: 16 and 4, so four pieces of the small group for one of the large one.
    "BANK, 10, 20, 199, 192",
    "BLOCK8, 10, 20, 47, 40",
    // 16, 8 and 4.
    "BANK, 7, 28, 195, 176",
    "BLOCK16, 7, 28, 60, 48",
    // 8, 8, 8 and 4.
    "BLOCK8, 7, 28, 60, 56",
    // Only one group, of 4.
    "BANK, 10, 4, 39, 36",
    "BLOCK8, 10, 4, 39, 36",
    // 16, 8, 4, 2 and 1: too few rows for a run of the last three.
    "BANK, 3, 31, 92, 64",
    "BANK, 3, 31, 47, 32",
    // Enough rows: 40 runs, 20, 10, 5 and 2.
    "BANK, 40, 31, 1239, 1232",
  })
  void achievableNumbersByExample(
      String kind, long rows, long columns, long asked, long achievable) {
    Granularity granularity =
        switch (kind) {
          case "BANK" -> Granularity.bankBalanced(16);
          case "BLOCK8" -> Granularity.blocks(8);
          default -> Granularity.blocks(16);
        };
    assertThat(granularity.achievable(rows, columns, asked)).isEqualTo(achievable);
  }

  /** In the order of an annealing: every support is pruned out of the one before. */
  @ParameterizedTest
  @MethodSource("granularitiesAndShapes")
  void pruningInStagesIsExactAndNested(Granularity granularity, long rows, long columns) {
    for (int seed = 0; seed < 5; seed++) {
      Random random = new Random(seed);
      INDArray matrix = matrix(rows, columns, seed);
      for (double share = 1; share > 0.002; share *= 0.4 + 0.6 * random.nextDouble()) {
        INDArray before = matrix.dup();
        long keep = granularity.achievable(rows, columns, Math.round(share * rows * columns));
        matrix.muli(matrix(rows, columns, random.nextLong())); // training in between
        MagnitudePruning.prune(matrix, keep, granularity);
        assertThat(MagnitudePruning.nonZeros(matrix)).isEqualTo(keep);
        assertThat(Supports.isOf(granularity, matrix)).as("%s", granularity).isTrue();
        assertThat(granularity.describes(matrix)).isTrue();
        assertThat(before.neq(0).castTo(DataType.DOUBLE).muli(matrix)).isEqualTo(matrix);
      }
      MagnitudePruning.prune(matrix, 0, granularity);
      assertThat(MagnitudePruning.nonZeros(matrix)).isZero();
    }
  }

  /** The hardest case for exact numbers: what is left is all in the small last group. */
  @ParameterizedTest
  @MethodSource("granularitiesAndShapes")
  void everyAchievableNumberCanBeReachedFromTheLastGroup(
      Granularity granularity, long rows, long columns) {
    INDArray matrix = matrix(rows, columns, 3);
    long width = granularity instanceof BankBalanced ? 64 : 16;
    long large = columns / width * width;
    if (large > 0 && large < columns) {
      matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(0, large)).muli(1e-3);
    }
    for (long asked = rows * columns; asked >= 0; asked -= 1 + rows * columns / 64) {
      MagnitudePruning.prune(matrix, asked, granularity);
      long expected = granularity.achievable(rows, columns, asked);
      assertThat(MagnitudePruning.nonZeros(matrix)).as("asked %d", asked).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("granularitiesAndShapes")
  void densityOneKeepsTheWholeMatrix(Granularity granularity, long rows, long columns) {
    INDArray matrix = matrix(rows, columns, 1);
    INDArray before = matrix.dup();
    MagnitudePruning.prune(matrix, rows * columns, granularity);
    assertThat(matrix).isEqualTo(before);
    assertThat(granularity.describes(matrix)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("granularities")
  void equalMagnitudesArePrunedToTheExactNumberToo(Granularity granularity) {
    INDArray ones = Nd4j.ones(DataType.FLOAT, 50, 40);
    ones.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 20)).muli(-1);
    MagnitudePruning.prune(ones, 480, granularity);
    assertThat(MagnitudePruning.nonZeros(ones)).isEqualTo(480);
    assertThat(Supports.isOf(granularity, ones)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("granularities")
  void layoutAndTypeDoNotMatter(Granularity granularity) {
    INDArray matrix = matrix(37, 44, 8).castTo(DataType.FLOAT);
    INDArray flat = Nd4j.createFromArray(matrix.dup('f').data().asFloat());
    INDArray cOrder = matrix.dup('c');
    INDArray surrounding = Nd4j.ones(DataType.DOUBLE, 40, 50);
    INDArray view =
        surrounding.get(NDArrayIndex.interval(2, 39), NDArrayIndex.interval(3, 47)).assign(matrix);
    INDArray mask = MagnitudePruning.support(flat, 37, 480, granularity);

    MagnitudePruning.prune(matrix, 480, granularity);
    MagnitudePruning.prune(cOrder, 480, granularity);
    MagnitudePruning.prune(view, 480, granularity);

    assertThat(MagnitudePruning.nonZeros(matrix)).isEqualTo(480);
    assertThat(cOrder).isEqualTo(matrix);
    assertThat(view.castTo(DataType.FLOAT)).isEqualTo(matrix);
    assertThat(surrounding.sumNumber().doubleValue() - view.sumNumber().doubleValue())
        .as("outside the view")
        .isEqualTo(40 * 50 - 37 * 44);
    assertThat(flat.mul(mask).addi(0).data().asFloat()).isEqualTo(matrix.dup('f').data().asFloat());
    assertThat(granularity.describes(cOrder)).isTrue();
  }

  static Stream<Granularity> coarse() {
    return granularities().stream().filter(g -> !g.equals(Granularity.unstructured()));
  }

  @ParameterizedTest
  @MethodSource("coarse")
  void aSupportOfNoPatternIsAnErrorRatherThanAnEmptyMatrix(Granularity granularity) {
    INDArray matrix = thinned(70, 48);
    INDArray before = matrix.dup();
    assertThat(granularity.describes(matrix)).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(() -> MagnitudePruning.prune(matrix, 320, granularity))
        .withMessageContaining("320 entries with granularity " + granularity)
        .withMessageContaining("Zeros stay zero");
    assertThat(matrix).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("granularities")
  void aMatrixWithNoMoreEntriesThanAskedForIsLeftAsItIs(Granularity granularity) {
    INDArray matrix = thinned(70, 48);
    INDArray before = matrix.dup();
    MagnitudePruning.prune(matrix, 448, granularity);
    assertThat(matrix).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("granularities")
  void zerosHereAndThereAreWorkedAround(Granularity granularity) {
    INDArray matrix = matrix(70, 56, 2);
    for (long i = 0; i < 20; i++) {
      matrix.putScalar(3 * i, 2 * i, 0);
    }
    INDArray before = matrix.dup();
    MagnitudePruning.prune(matrix, 3520, granularity);
    assertThat(MagnitudePruning.nonZeros(matrix)).isEqualTo(3520);
    assertThat(Supports.isOf(granularity, matrix)).isTrue();
    assertThat(before.neq(0).castTo(DataType.DOUBLE).muli(matrix)).isEqualTo(matrix);
  }

  /** As after averaging two replicas that pruned for themselves. */
  @ParameterizedTest
  @MethodSource("granularitiesAndShapes")
  void theUnionOfTwoSupportsCanBePrunedBack(Granularity granularity, long rows, long columns) {
    long keep = granularity.achievable(rows, columns, rows * columns / 3);
    INDArray one = matrix(rows, columns, 21);
    INDArray other = matrix(rows, columns, 22);
    MagnitudePruning.prune(one, keep, granularity);
    MagnitudePruning.prune(other, keep, granularity);
    INDArray union = one.add(other.muli(0.5));
    MagnitudePruning.prune(union, keep, granularity);
    assertThat(MagnitudePruning.nonZeros(union)).isEqualTo(keep);
    assertThat(Supports.isOf(granularity, union)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("granularities")
  void whatIsNotANumberIsKept(Granularity granularity) {
    INDArray matrix = matrix(20, 20, 4);
    matrix.putScalar(3, 18, Double.NaN);
    INDArray mask = MagnitudePruning.support(matrix, 20, 64, granularity);
    assertThat(mask.sumNumber().intValue()).isEqualTo(64);
    assertThat(mask.getInt(3, 18)).isEqualTo(1);
  }

  @Test
  void bankBalancedTakesTheBestRankOfEachTile() {
    // 2 groups of 64 outputs, one bank of 3 inputs; sums of the largest: 64 * 3 and 64 * 5.
    INDArray matrix = Nd4j.zeros(DataType.DOUBLE, 3, 128);
    for (int column = 0; column < 128; column++) {
      double[] inputs = column < 64 ? new double[] {1, -3, 2} : new double[] {5, 0.5, -0.75};
      for (int row = 0; row < 3; row++) {
        matrix.putScalar((row + column) % 3, column, inputs[row]);
      }
    }
    MagnitudePruning.prune(matrix, 4 * 64 - 1, Granularity.bankBalanced(16));
    for (int column = 0; column < 128; column++) {
      double[] kept = matrix.getColumn(column).toDoubleVector();
      Double[] expected = column < 64 ? new Double[] {-3.0, 2.0} : new Double[] {5.0};
      assertThat(Arrays.stream(kept).filter(v -> v != 0).sorted()).containsExactly(expected);
    }
  }

  @Test
  void aTileGoesAsFarAsAllItsOutputsHaveEntries() {
    INDArray matrix = Nd4j.ones(DataType.DOUBLE, 16, 128);
    matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 64)).assign(100);
    matrix.putScalar(5, 3, 0);
    MagnitudePruning.prune(matrix, 17 * 64, Granularity.bankBalanced(16));
    double[] perOutput = matrix.neq(0).castTo(DataType.DOUBLE).sum(0).toDoubleVector();
    assertThat(Arrays.copyOf(perOutput, 64)).containsOnly(15);
    assertThat(Arrays.copyOfRange(perOutput, 64, 128)).containsOnly(2);
  }

  @Test
  void theLastBankMayBeShorter() {
    // Banks of 16 and 4 inputs; the short one has the larger entries.
    INDArray matrix = Nd4j.ones(DataType.DOUBLE, 20, 16);
    matrix.get(NDArrayIndex.interval(16, 20), NDArrayIndex.all()).assign(2);
    MagnitudePruning.prune(matrix, 5 * 16, Granularity.bankBalanced(16));
    INDArray perInput = matrix.neq(0).castTo(DataType.DOUBLE).sum(1);
    assertThat(perInput.get(NDArrayIndex.interval(16, 20)).toDoubleVector()).containsOnly(16);
    assertThat(perInput.sumNumber().doubleValue()).isEqualTo(80);
  }

  @Test
  void blocksAreConsecutiveOutputsOfOneInput() {
    INDArray matrix = Nd4j.ones(DataType.DOUBLE, 4, 20);
    matrix.get(NDArrayIndex.point(2), NDArrayIndex.interval(8, 16)).muli(-1.5);
    matrix.putScalar(1, 7, 9);
    INDArray expected = Nd4j.zeros(DataType.DOUBLE, 4, 20);
    expected.get(NDArrayIndex.point(2), NDArrayIndex.interval(8, 16)).assign(-1.5);
    expected.get(NDArrayIndex.point(1), NDArrayIndex.interval(0, 8)).assign(1);
    expected.putScalar(1, 7, 9);
    MagnitudePruning.prune(matrix, 16, Granularity.blocks(8));
    assertThat(matrix).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1.1, true", "0.9, false"})
  void narrowBlocksCompareByRootMeanSquare(double value, boolean kept) {
    INDArray matrix = Nd4j.ones(DataType.DOUBLE, 4, 12);
    INDArray narrow = matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(8, 12)).assign(value);
    MagnitudePruning.prune(matrix, 32, Granularity.blocks(8));
    assertThat(narrow.neq(0).castTo(DataType.DOUBLE).sumNumber().intValue())
        .isEqualTo(kept ? 16 : 0);
  }

  @Test
  void tinyEntriesOfABlockCount() {
    INDArray matrix = Nd4j.valueArrayOf(new long[] {2, 16}, 1e-200, DataType.DOUBLE);
    MagnitudePruning.prune(matrix, 16, Granularity.blocks(16));
    assertThat(MagnitudePruning.nonZeros(matrix)).isEqualTo(16);
  }

  @Test
  void describesTellsGranularitiesApart() {
    INDArray blocks = matrix(64, 64, 6);
    INDArray banks = matrix(64, 64, 6);
    MagnitudePruning.prune(blocks, 512, Granularity.blocks(16));
    MagnitudePruning.prune(banks, 512, Granularity.bankBalanced(32));
    assertThat(granularities().stream().filter(g -> g.describes(blocks)))
        .as("a block is two halves, but no entry in each output of a tile")
        .containsExactly(Granularity.unstructured(), Granularity.blocks(8), Granularity.blocks(16));
    assertThat(granularities().stream().filter(g -> g.describes(banks)))
        .as("equal numbers in two banks are equal numbers in both together")
        .containsExactly(
            Granularity.unstructured(), Granularity.bankBalanced(32), Granularity.bankBalanced(64));
    assertThat(granularities()).allMatch(g -> g.describes(Nd4j.zeros(5, 20)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -16, 8, 15, 48, 128})
  void otherBanksAreErrors(int bank) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Granularity.bankBalanced(bank))
        .withMessageContaining("16, 32 or 64")
        .withMessageContaining("got " + bank);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -8, 4, 12, 32})
  void otherWidthsAreErrors(int width) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Granularity.blocks(width))
        .withMessageContaining("8 or 16")
        .withMessageContaining("got " + width);
  }

  @Test
  void areDifferentAndSayWhatTheyAre() {
    assertThat(granularities()).doesNotHaveDuplicates().isEqualTo(granularities());
    assertThat(granularities().stream().map(Granularity::toString))
        .containsExactly(
            "unstructured",
            "balanced in banks of 16",
            "balanced in banks of 32",
            "balanced in banks of 64",
            "blocks of 1 x 8",
            "blocks of 1 x 16");
  }

  @ParameterizedTest
  @MethodSource("granularities")
  void surviveSerialisation(Granularity granularity) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    String json = mapper.writeValueAsString(granularity);
    assertThat(mapper.readValue(json, Granularity.class)).isEqualTo(granularity);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(granularity);
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
    assertThat(new ObjectInputStream(in).readObject()).isEqualTo(granularity);
  }
}
