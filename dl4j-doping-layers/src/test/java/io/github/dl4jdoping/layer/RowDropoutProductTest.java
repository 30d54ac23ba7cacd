package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.sparsity.RowDropout;
import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.Unstructured;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The product through two masked branches against the product with one matrix. */
class RowDropoutProductTest {

  private static final int BATCH = 2;
  private static final int STEPS = 3;
  private static final int ROWS = BATCH * STEPS;
  private static final int COLUMNS = 4 * Nets.UNITS;

  static Stream<Structure> structures() {
    return Stream.of(
        Kronecker.balanced(2),
        LowRank.rank(1),
        Hybrid.of(0.25, 1),
        Hybrid.withFreeUnits(1, 1, 3),
        Unstructured.dense());
  }

  /** A layer with gradient views, the weights of its input matrix and some inputs. */
  private static final class Example {

    final DopedLSTMLayer layer;
    final DopedMatrix matrix;
    final INDArray x = Data.gaussian(3, ROWS, Nets.INPUTS);
    final INDArray dz = Data.gaussian(4, ROWS, COLUMNS);

    Example(Structure structure) {
      DopedLSTM conf = Nets.doped(structure, Nets.unpruned().build()).build();
      MultiLayerNetwork net = Nets.net(conf, Nets.eachStep(Nets.UNITS));
      net.initGradientsView();
      layer = Nets.dopedLayer(net, 0);
      matrix = new DopedMatrix(conf.plan().input(), layer::getParam, layer::gradientView, conf);
    }

    INDArray product(WeightProduct weights) {
      INDArray z = Nd4j.zeros(DataType.DOUBLE, ROWS, COLUMNS);
      weights.addProduct(x, 0, z);
      return z;
    }

    INDArray transposed(WeightProduct weights) {
      INDArray dx = Nd4j.zeros(DataType.DOUBLE, ROWS, Nets.INPUTS);
      weights.addTransposed(dz, 0, dx);
      return dx;
    }

    INDArray gradient(WeightProduct weights) {
      layer.getGradientsViewArray().assign(0);
      weights.pullBack(x, dz);
      return layer.getGradientsViewArray().dup();
    }

    WeightProduct materialised() {
      return new MaterialisedProduct(matrix, matrix.materialise(null));
    }

    WeightProduct dropped(double rate, long key, int steps) {
      return new RowDropoutProduct(
          matrix, masks(key, rate, steps), masks(RowDropout.key(key), rate, steps));
    }
  }

  private static RowMasks masks(long key, double rate, int steps) {
    RowMasks masks = new RowMasks();
    masks.drawing(key, rate, steps, BATCH, COLUMNS, DataType.DOUBLE).run();
    return masks;
  }

  @ParameterizedTest
  @MethodSource("structures")
  void withoutADropItIsTheProductWithTheMaterialisedMatrix(Structure structure) {
    Example example = new Example(structure);
    WeightProduct whole = example.materialised();
    for (int steps : new int[] {1, STEPS}) {
      WeightProduct branches = example.dropped(0, 5, steps);
      assertThat(Data.distance(example.product(branches), example.product(whole)))
          .isLessThan(1e-12);
      assertThat(Data.distance(example.transposed(branches), example.transposed(whole)))
          .isLessThan(1e-12);
      assertThat(Data.distance(example.gradient(branches), example.gradient(whole)))
          .isLessThan(1e-12);
    }
  }

  @Test
  void theExpectationIsTheUnmaskedProduct() {
    Example example = new Example(Kronecker.balanced());
    INDArray expected = example.product(example.materialised());
    int draws = 4000;
    INDArray mean = Nd4j.zeros(DataType.DOUBLE, ROWS, COLUMNS);
    for (int i = 0; i < draws; i++) {
      mean.addi(example.product(example.dropped(0.5, RowDropout.key(i), STEPS)));
    }
    mean.divi(draws);

    // With p = 0.5 a branch has the standard deviation of its own magnitude, here below 3.
    assertThat(Data.distance(mean, expected)).isLessThan(5 * 3 / Math.sqrt(draws));
    INDArray once = example.product(example.dropped(0.5, 1, STEPS));
    assertThat(Data.distance(once, expected)).isGreaterThan(0.5);
  }

  @Test
  void theTwoBranchesAreDroppedIndependently() {
    Example example = new Example(Kronecker.balanced());
    INDArray structure = example.matrix.timesStructure(example.x);
    INDArray doping = example.x.mmul(example.matrix.doping());
    INDArray z = example.product(example.dropped(0.5, 9, STEPS));
    int[] seen = new int[4];
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        seen[outcome(z, structure, doping, row, column)]++;
      }
    }

    // 96 outputs, four equally likely outcomes.
    for (int count : seen) {
      assertThat(count).isBetween(8, 45);
    }
  }

  /** Which of the four combinations of kept (doubled) and dropped branches an output is. */
  private static int outcome(INDArray z, INDArray structure, INDArray doping, int row, int column) {
    for (int kept = 0; kept < 4; kept++) {
      double expected =
          2 * (kept & 1) * structure.getDouble(row, column)
              + (kept & 2) * doping.getDouble(row, column);
      if (Math.abs(z.getDouble(row, column) - expected) < 1e-9) {
        return kept;
      }
    }
    throw new AssertionError("Not a masked sum: row " + row + ", column " + column);
  }

  @Test
  void partsOfASequenceGetTheMasksOfTheirRows() {
    Example example = new Example(LowRank.rank(1));
    WeightProduct perStep = example.dropped(0.5, 2, STEPS);
    WeightProduct perSequence = example.dropped(0.5, 2, 1);
    for (WeightProduct product : new WeightProduct[] {perStep, perSequence}) {
      INDArray whole = example.product(product);
      for (int t = 0; t < STEPS; t++) {
        INDArray z = Nd4j.zeros(DataType.DOUBLE, BATCH, COLUMNS);
        long first = (long) t * BATCH;
        product.addProduct(Matrices.rows(example.x, first, first + BATCH), first, z);
        assertThat(Data.distance(z, Matrices.rows(whole, first, first + BATCH))).isLessThan(1e-12);
      }
    }
  }
}
