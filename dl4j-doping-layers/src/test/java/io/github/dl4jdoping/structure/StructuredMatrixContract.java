package io.github.dl4jdoping.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** What every family of structured matrices promises. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StructuredMatrixContract {

  private static final int[] BATCHES = {1, 6};

  /** Awkward members of the family. */
  abstract List<Example> examples();

  private List<Example> smallExamples() {
    return examples().stream().filter(example -> example.shape().size() <= 60).toList();
  }

  /** A member of the size of a medium language model's. */
  abstract Example large();

  /** The matrix by its definition, entry by entry. */
  abstract double[][] definition(Example example, Params params);

  @ParameterizedTest
  @MethodSource("examples")
  void hasTheDocumentedNumberOfParameters(Example example) {
    assertThat(example.matrix().parameterCount()).isEqualTo(example.parameters());
    assertThat(example.matrix().isZero()).isEqualTo(example.parameters() == 0);
    assertThat(example.matrix().shape()).isEqualTo(example.shape());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void namesItsSlotsWithoutAShape(Example example) {
    List<String> names = example.matrix().slots().stream().map(ParamSlot::name).toList();
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[A-Za-z0-9]+"));
    assertThat(example.structure().slotNames()).containsSubsequence(names);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void denseMatrixFollowsTheDefinition(Example example) {
    Theta theta = Theta.random(example.matrix(), 1);
    assertClose(example.matrix().toDense(theta), Nd4j.createFromArray(definition(example, theta)));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void denseMatrixIsColumnMajor(Example example) {
    INDArray dense = example.matrix().toDense(Theta.random(example.matrix(), 1));
    assertThat(dense.stride(0)).isEqualTo(1);
    assertThat(dense.stride(1)).isEqualTo(example.shape().rows());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void denseMatrixIsACopy(Example example) {
    Theta theta = Theta.random(example.matrix(), 2);
    INDArray before = theta.values();
    example.matrix().toDense(theta).assign(5);
    assertThat(theta.values()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void resultsLiveInTheCurrentWorkspace(Example example) {
    StructuredMatrix matrix = example.matrix();
    Theta theta = Theta.random(matrix, 3);
    INDArray x = batches(2, example.shape().rows()).get(0);
    INDArray y = batches(2, example.shape().columns()).get(0);
    WorkspaceConfiguration memory =
        WorkspaceConfiguration.builder().initialSize(10_000_000).build();
    try (MemoryWorkspace workspace =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(memory, "STRUCTURE_TEST")) {
      assertThat(workspace.isScopeActive()).isTrue();
      assertThat(matrix.toDense(theta).isAttached()).isTrue();
      assertThat(matrix.multiply(theta, x).isAttached()).isTrue();
      assertThat(matrix.multiplyTransposed(theta, y).isAttached()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void parametersMayBeInAnyOrder(Example example) {
    StructuredMatrix matrix = example.matrix();
    Theta theta = Theta.random(matrix, 4);
    Theta rowMajor = theta.as(DataType.DOUBLE, 'c');
    INDArray dDense = randn(5, example.shape().rows(), example.shape().columns());
    Theta gradient = gradients(matrix, 'f');
    Theta rowMajorGradient = gradients(matrix, 'c');
    matrix.pullBack(theta, dDense, gradient);
    matrix.pullBack(rowMajor, dDense, rowMajorGradient);
    assertClose(matrix.toDense(rowMajor), matrix.toDense(theta));
    assertClose(rowMajorGradient.as(DataType.DOUBLE, 'f').values(), gradient.values());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void productsEqualThoseOfTheDenseMatrix(Example example) {
    StructuredMatrix matrix = example.matrix();
    Theta theta = Theta.random(matrix, 6);
    INDArray dense = matrix.toDense(theta);
    if (matrix.isZero()) {
      dense = dense.castTo(DataType.DOUBLE);
    }
    for (int n : BATCHES) {
      for (INDArray x : batches(n, example.shape().rows())) {
        INDArray before = x.dup();
        assertClose(matrix.multiply(theta, x), x.dup('c').mmul(dense));
        assertThat(x).isEqualTo(before);
      }
      for (INDArray y : batches(n, example.shape().columns())) {
        INDArray before = y.dup();
        assertClose(matrix.multiplyTransposed(theta, y), y.dup('c').mmul(dense.transpose()));
        assertThat(y).isEqualTo(before);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void pullBackEqualsFiniteDifferences(Example example) {
    StructuredMatrix matrix = example.matrix();
    Theta theta = Theta.random(matrix, 7);
    INDArray direction = randn(8, example.shape().rows(), example.shape().columns());
    Theta gradient = gradients(matrix, 'f');
    matrix.pullBack(theta, direction, gradient);
    gradient.values();
    double step = 1e-3;
    for (long i = 0; i < theta.size(); i++) {
      theta.nudge(i, step);
      double above = inner(matrix.toDense(theta), direction);
      theta.nudge(i, -2 * step);
      double below = inner(matrix.toDense(theta), direction);
      theta.nudge(i, step);
      assertThat(gradient.value(i)).isCloseTo((above - below) / (2 * step), within(1e-8));
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void pullBackTakesAnyMemoryOrder(Example example) {
    StructuredMatrix matrix = example.matrix();
    Theta theta = Theta.random(matrix, 9);
    List<INDArray> same = batches((int) example.shape().rows(), example.shape().columns());
    Theta expected = gradients(matrix, 'f');
    matrix.pullBack(theta, same.get(0), expected);
    for (INDArray dDense : same) {
      Theta gradient = gradients(matrix, 'f');
      matrix.pullBack(theta, dDense, gradient);
      assertClose(gradient.values(), expected.values());
      assertThat(dDense).isEqualTo(same.get(0));
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void pullBackOfAProductEqualsThatOfItsDenseGradient(Example example) {
    StructuredMatrix matrix = example.matrix();
    Theta theta = Theta.random(matrix, 10);
    for (int n : BATCHES) {
      List<INDArray> xs = batches(n, example.shape().rows());
      List<INDArray> dzs = batches(n, example.shape().columns());
      Theta expected = gradients(matrix, 'f');
      matrix.pullBack(theta, xs.get(0).transpose().mmul(dzs.get(0)), expected);
      for (INDArray x : xs) {
        for (INDArray dz : dzs) {
          Theta gradient = gradients(matrix, 'f');
          matrix.pullBackProduct(theta, x, dz, gradient);
          assertClose(gradient.values(), expected.values());
          assertThat(x).isEqualTo(xs.get(0));
          assertThat(dz).isEqualTo(dzs.get(0));
        }
      }
    }
  }

  /** A slot of f factors per term, scaled by the f-th root of s, scales the matrix by s. */
  @ParameterizedTest
  @MethodSource("examples")
  void slotsCountTheirFactors(Example example) {
    StructuredMatrix matrix = example.matrix();
    Theta theta = Theta.random(matrix, 11);
    INDArray expected = matrix.toDense(theta).mul(5);
    matrix.slots().forEach(s -> theta.get(s.name()).muli(Math.pow(5, 1.0 / s.factors())));
    assertClose(matrix.toDense(theta), expected);
  }

  /** Every entry's mean square over many draws lies within six of its standard errors. */
  @ParameterizedTest
  @MethodSource("smallExamples")
  void initialVarianceIsThatOfTheReconstructedMatrix(Example example) {
    double variance = example.parameters() == 0 ? 0 : 0.3;
    StructuredMatrix matrix = example.matrix();
    Theta theta = new Theta(matrix.slots(), DataType.DOUBLE, 'f');
    Random random = new Random(12);
    int draws = 1500;
    INDArray sum = Nd4j.zeros(DataType.DOUBLE, example.shape().rows(), example.shape().columns());
    INDArray sumOfSquares = sum.dup();
    for (int i = 0; i < draws; i++) {
      theta.draw(random, slot -> slot.variance(variance));
      INDArray squares = matrix.toDense(theta);
      squares.muli(squares);
      sum.addi(squares);
      sumOfSquares.addi(squares.muli(squares));
    }
    for (long i = 0; i < sum.length(); i++) {
      double mean = sum.getDouble(i) / draws;
      double error = Math.sqrt((sumOfSquares.getDouble(i) / draws - mean * mean) / draws);
      assertThat(mean).isCloseTo(variance, within(6 * error));
      assertThat(6 * error).isLessThanOrEqualTo(0.75 * variance);
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void worksInLowerPrecision(Example example) {
    lowerPrecision(example, DataType.FLOAT, 1e-5);
    lowerPrecision(example, DataType.FLOAT16, 2e-2);
  }

  private void lowerPrecision(Example example, DataType type, double tolerance) {
    StructuredMatrix matrix = example.matrix();
    Theta exact = Theta.random(matrix, 13);
    Theta theta = exact.as(type, 'f');
    INDArray x = randn(14, 3, example.shape().rows());
    INDArray dz = randn(15, 3, example.shape().columns());
    Theta exactGradient = gradients(matrix, 'f');
    Theta gradient = new Theta(matrix.slots(), type, 'f');
    INDArray product = matrix.multiply(theta, x.castTo(type));
    matrix.pullBackProduct(exact, x, dz, exactGradient);
    matrix.pullBackProduct(theta, x.castTo(type), dz.castTo(type), gradient);
    assertThat(product.dataType()).isEqualTo(type);
    assertClose(product.castTo(DataType.DOUBLE), matrix.multiply(exact, x), tolerance);
    assertClose(gradient.values().castTo(DataType.DOUBLE), exactGradient.values(), tolerance);
    if (!matrix.isZero()) {
      assertThat(matrix.toDense(theta).dataType()).isEqualTo(type);
    }
  }

  @Test
  void worksAtRealSize() {
    Example example = large();
    StructuredMatrix matrix = example.matrix();
    assertThat(matrix.parameterCount()).isEqualTo(example.parameters());
    Theta theta = new Theta(matrix.slots(), DataType.FLOAT, 'f');
    theta.draw(new Random(16), slot -> slot.variance(1e-3));
    INDArray x = randn(17, 40, example.shape().rows()).castTo(DataType.FLOAT);
    INDArray dz = randn(18, 40, example.shape().columns()).castTo(DataType.FLOAT);
    INDArray dense = matrix.toDense(theta).castTo(DataType.FLOAT);
    assertClose(matrix.multiply(theta, x), x.mmul(dense), 1e-4);
    assertClose(matrix.multiplyTransposed(theta, dz), dz.mmul(dense.transpose()), 1e-4);
    Theta expected = new Theta(matrix.slots(), DataType.FLOAT, 'f');
    Theta gradient = new Theta(matrix.slots(), DataType.FLOAT, 'f');
    matrix.pullBack(theta, x.transpose().mmul(dz), expected);
    matrix.pullBackProduct(theta, x, dz, gradient);
    assertClose(gradient.values(), expected.values(), 1e-4);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void jsonRoundTrip(Example example) throws JsonProcessingException {
    List<ObjectMapper> mappers =
        List.of(
            new ObjectMapper(),
            NeuralNetConfiguration.mapper(),
            NeuralNetConfiguration.mapperYaml());
    for (ObjectMapper mapper : mappers) {
      String text = mapper.writeValueAsString(example.structure());
      assertThat(mapper.readValue(text, Structure.class)).isEqualTo(example.structure());
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void serialisationRoundTrip(Example example) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(example.structure());
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(example.structure());
    }
  }

  @Test
  void equalMeansWrittenAlike() {
    for (Example a : examples()) {
      for (Example b : examples()) {
        boolean alike = a.structure().toString().equals(b.structure().toString());
        assertThat(a.structure().equals(b.structure())).isEqualTo(alike);
        assertThat(!alike || a.structure().hashCode() == b.structure().hashCode()).isTrue();
      }
    }
    assertThat(examples().get(0).structure()).isNotEqualTo(null).isNotEqualTo("another type");
  }

  /** The same batch row-major, column-major, as a slice of a sequence, and as rows of a block. */
  private static List<INDArray> batches(int n, long columns) {
    INDArray batch = randn(n + 100 * columns, n, columns);
    INDArray sequence = Nd4j.zeros(DataType.DOUBLE, n, columns, 3);
    INDArray slice =
        sequence.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(1)).assign(batch);
    INDArray block = Nd4j.zeros(DataType.DOUBLE, n + 4, columns + 2);
    INDArray part =
        block
            .get(NDArrayIndex.interval(2, n + 2), NDArrayIndex.interval(1, columns + 1))
            .assign(batch);
    return List.of(batch, batch.dup('f'), slice, part);
  }

  private static INDArray randn(long seed, long rows, long columns) {
    Random random = new Random(seed);
    double[] values = new double[(int) (rows * columns)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    return Nd4j.createFromArray(values).reshape(rows, columns);
  }

  /** Gradient views that hold rubbish, as they may. */
  private static Theta gradients(StructuredMatrix matrix, char order) {
    return new Theta(matrix.slots(), DataType.DOUBLE, order).filled(Double.NaN);
  }

  private static double inner(INDArray a, INDArray b) {
    return a.castTo(DataType.DOUBLE).mul(b).sumNumber().doubleValue();
  }

  private static void assertClose(INDArray actual, INDArray expected) {
    assertClose(actual, expected, 1e-11);
  }

  private static void assertClose(INDArray actual, INDArray expected, double tolerance) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    double scale = 1 + expected.amaxNumber().doubleValue();
    INDArray error = expected.castTo(DataType.DOUBLE).sub(actual.castTo(DataType.DOUBLE));
    double[] errors = error.dup('c').reshape(error.length()).toDoubleVector();
    // The largest of numbers that include NaN is NaN, which no bound holds.
    double largest = Arrays.stream(errors).map(Math::abs).max().orElseThrow();
    assertThat(largest).isLessThanOrEqualTo(tolerance * scale);
  }
}
