package io.github.dl4jdoping.examples.bench;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.conf.LayerPlan;
import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.kernel.KroneckerShape;
import io.github.dl4jdoping.runtime.ActivationFunction;
import io.github.dl4jdoping.runtime.CompactLayer;
import io.github.dl4jdoping.runtime.CompactLstm;
import io.github.dl4jdoping.runtime.CompactModel;
import io.github.dl4jdoping.runtime.KroneckerFactors;
import io.github.dl4jdoping.runtime.Provenance;
import io.github.dl4jdoping.runtime.WeightMatrix;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.support.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A random network of doped LSTM layers: in each matrix a Kronecker product and a sparse matrix, each
 * with half the energy, planned as {@link DopedLSTM} plans them.
 */
final class DopedNetwork {

  private final List<CompactLstm> layers = new ArrayList<>();

  /**
   * Draws a network.
   *
   * @param shape of the network
   * @param support of the sparse matrices
   * @param factor compression factor in parameters
   * @param seed of everything random
   */
  DopedNetwork(Shape shape, SupportKind support, int factor, long seed) {
    LayerPlan plan = plan(shape.units(), support, factor);
    SplittableRandom random = new SplittableRandom(seed);
    for (int layer = 0; layer < shape.layers(); layer++) {
      layers.add(
          new CompactLstm(
              matrix(plan.input(), support, random),
              matrix(plan.recurrent(), support, random),
              uniform(random, 4 * shape.units(), 0.01),
              ActivationFunction.TANH,
              ActivationFunction.SIGMOID));
    }
  }

  private static LayerPlan plan(int units, SupportKind support, int factor) {
    return new DopedLSTM.Builder()
        .nIn(units)
        .nOut(units)
        .structure(Kronecker.balanced())
        .doping(Doping.builder().anneal(0, 1).granularity(support.granularity()).build())
        .compression(factor)
        .build()
        .plan();
  }

  private static WeightMatrix matrix(MatrixPlan plan, SupportKind kind, SplittableRandom random) {
    int rows = (int) plan.shape().rows();
    int columns = (int) plan.shape().columns();
    int nonZeros = kind.achievable(rows, columns, (int) plan.nonZeros());
    int[] positions = new RandomSupport(rows, columns, nonZeros, random).of(kind);
    double variance = 0.5 / rows;
    return new WeightMatrix(
        factors(plan, variance, random),
        Support.of(rows, columns, positions),
        uniform(random, nonZeros, variance * rows * columns / nonZeros));
  }

  private static KroneckerFactors factors(
      MatrixPlan plan, double variance, SplittableRandom random) {
    KroneckerShape shape = shape(plan);
    return new KroneckerFactors(
        shape,
        uniform(random, shape.p1() * shape.q1(), Math.sqrt(variance)),
        uniform(random, shape.p2() * shape.q2(), Math.sqrt(variance)));
  }

  /** The shapes of full rank that have as many parameters as the plan's factors. */
  private static KroneckerShape shape(MatrixPlan plan) {
    int rows = (int) plan.shape().rows();
    int columns = (int) plan.shape().columns();
    int sizeB = (int) plan.structure().slots().get(0).size();
    int sizeC = (int) plan.structure().slots().get(1).size();
    for (int p1 = 1; p1 <= Math.min(rows, sizeB); p1++) {
      int p2 = rows / p1;
      int q1 = sizeB / p1;
      int q2 = columns / q1;
      boolean fits = p1 * p2 == rows && q1 * q2 == columns && p1 * q1 == sizeB && p2 * q2 == sizeC;
      if (fits && Math.min(p1, q1) * Math.min(p2, q2) == rows) {
        return new KroneckerShape(1, p1, q1, p2, q2);
      }
    }
    throw new IllegalArgumentException("No Kronecker product of full rank fits " + plan + ".");
  }

  private static float[] uniform(SplittableRandom random, int length, double variance) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (Math.sqrt(3 * variance) * (2 * random.nextDouble() - 1));
    }
    return values;
  }

  /** The network to deploy. */
  CompactModel model() {
    return CompactModel.of(List.<CompactLayer>copyOf(layers), Provenance.none("benchmark"));
  }

  /** The same network in dense weights. */
  List<DenseLstm> dense() {
    return layers.stream().map(DopedNetwork::dense).toList();
  }

  private static DenseLstm dense(CompactLstm layer) {
    return new DenseLstm(
        layer.inputs(),
        layer.outputs(),
        columnMajor(layer.input()),
        columnMajor(layer.recurrent()),
        layer.bias());
  }

  private static float[] columnMajor(WeightMatrix matrix) {
    double[] rowMajor = matrix.toDense();
    float[] values = new float[rowMajor.length];
    for (int row = 0; row < matrix.rows(); row++) {
      for (int column = 0; column < matrix.columns(); column++) {
        values[column * matrix.rows() + row] = (float) rowMajor[row * matrix.columns() + column];
      }
    }
    return values;
  }
}
