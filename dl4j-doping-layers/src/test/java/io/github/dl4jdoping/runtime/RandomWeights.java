package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.KroneckerShape;
import io.github.dl4jdoping.support.Support;
import java.util.Random;
import java.util.stream.IntStream;

/** Layers with random numbers, for tests. */
final class RandomWeights {

  /** The families of structured matrices. */
  enum Family {
    ZERO,
    DENSE,
    KRONECKER,
    LOW_RANK,
    HYBRID,
    HYBRID_WITHOUT_FREE_COLUMNS,
    HYBRID_OF_FREE_COLUMNS,
    HYBRID_WITH_FREE_UNITS
  }

  private final Random random;

  RandomWeights(long seed) {
    this.random = new Random(seed);
  }

  float[] floats(int length) {
    return floats(length, 0.5f);
  }

  private float[] floats(int length, float scale) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = scale * (float) random.nextGaussian();
    }
    return values;
  }

  CompactLstm lstm(int inputs, int units, Family family, double density) {
    return lstm(
        inputs, units, family, density, ActivationFunction.TANH, ActivationFunction.SIGMOID);
  }

  CompactLstm lstm(
      int inputs,
      int units,
      Family family,
      double density,
      ActivationFunction activation,
      ActivationFunction gates) {
    return new CompactLstm(
        matrix(inputs, 4 * units, family, density),
        matrix(units, 4 * units, family, density),
        floats(4 * units),
        activation,
        gates);
  }

  CompactDense dense(int inputs, int outputs, ActivationFunction activation) {
    float[] weights = floats(inputs * outputs);
    return new CompactDense(inputs, outputs, weights, floats(outputs), activation);
  }

  CompactEmbedding embedding(int vocabulary, int outputs) {
    float[] weights = floats(vocabulary * outputs);
    return new CompactEmbedding(
        vocabulary, outputs, weights, new float[0], ActivationFunction.IDENTITY);
  }

  WeightMatrix matrix(int rows, int columns, Family family, double density) {
    Factors structure = structure(rows, columns, family);
    float[] dense = floats(rows * columns, 0.3f);
    for (int i = 0; i < dense.length; i++) {
      dense[i] = random.nextDouble() < density ? dense[i] : 0;
    }
    Support support = Support.of(rows, columns, dense);
    float[] values = new float[support.size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = dense[support.position(k)];
    }
    return new WeightMatrix(structure, support, values);
  }

  private Factors structure(int rows, int columns, Family family) {
    int units = columns / HybridShape.BLOCKS;
    return switch (family) {
      case ZERO -> new ZeroFactors(rows, columns);
      case DENSE -> new DenseFactors(rows, columns, floats(rows * columns, 0.2f));
      case KRONECKER -> kronecker(rows, columns);
      case LOW_RANK -> lowRank(rows, columns, 3);
      case HYBRID -> hybrid(rows, columns, units / 2, 2);
      case HYBRID_WITHOUT_FREE_COLUMNS -> hybrid(rows, columns, 0, 1);
      case HYBRID_OF_FREE_COLUMNS -> hybrid(rows, columns, units, 0);
      case HYBRID_WITH_FREE_UNITS -> hybridWithFreeUnits(rows, columns, units);
    };
  }

  private Factors kronecker(int rows, int columns) {
    int p1 = middleDivisor(rows);
    int q1 = middleDivisor(columns);
    KroneckerShape shape = new KroneckerShape(2, p1, q1, rows / p1, columns / q1);
    float[] b = floats(2 * p1 * q1);
    return new KroneckerFactors(shape, b, floats(2 * shape.p2() * shape.q2()));
  }

  private static int middleDivisor(int number) {
    int divisor = (int) Math.sqrt(number);
    while (number % divisor != 0) {
      divisor--;
    }
    return divisor;
  }

  private Factors lowRank(int rows, int columns, int rank) {
    float[] left = floats(rows * rank);
    return new LowRankFactors(rows, columns, rank, left, floats(rank * columns, 0.2f));
  }

  private Factors hybrid(int rows, int columns, int dense, int rank) {
    HybridShape shape = new HybridShape(rows, columns, dense, rank);
    float[] d = floats(rows * shape.denseWidth(), 0.2f);
    float[] left = floats(rows * (int) shape.rankWidth());
    float[] right = floats(shape.halves() * rank * shape.lowRankWidth());
    return new HybridFactors(rows, columns, dense, rank, d, left, right);
  }

  /** The last unit, and about one of three others; a single unit is free. */
  private Factors hybridWithFreeUnits(int rows, int columns, int units) {
    int[] free =
        IntStream.range(0, units)
            .filter(unit -> unit == units - 1 || (unit > 0 && random.nextInt(3) == 0))
            .toArray();
    int rank = free.length == units ? 0 : Math.min(2, (rows + 1) / 2);
    HybridShape shape = new HybridShape(rows, columns, free.length, rank);
    float[] d = floats(rows * shape.denseWidth(), 0.2f);
    float[] left = floats(rows * (int) shape.rankWidth());
    float[] right = floats(shape.halves() * rank * shape.lowRankWidth());
    return new HybridFactors(rows, columns, free, rank, d, left, right);
  }
}
