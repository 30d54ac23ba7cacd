package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.KroneckerShape;
import io.github.dl4jdoping.support.Support;

/** Reads weight matrices, whose shape is known from their layer. */
final class FactorsReader {

  private final ByteReader in;
  private final int rows;
  private final int columns;

  private FactorsReader(ByteReader in, int rows, int columns) {
    this.in = in;
    this.rows = rows;
    this.columns = columns;
  }

  /** Reads a matrix of a given shape. */
  static WeightMatrix matrix(ByteReader in, int rows, int columns) throws CompactFormatException {
    Factors structure = new FactorsReader(in, rows, columns).factors();
    int count = in.count("The number of non-zeros", 0, rows * columns);
    Support support = in.support(rows, columns, count);
    return new WeightMatrix(structure, support, in.floats("S", count));
  }

  private Factors factors() throws CompactFormatException {
    int at = in.position();
    int family = in.u8("A family of structured matrices");
    return switch (family) {
      case FileCodes.ZERO -> new ZeroFactors(rows, columns);
      case FileCodes.DENSE_MATRIX ->
          new DenseFactors(rows, columns, in.floats("A dense matrix", rows, columns));
      case FileCodes.KRONECKER -> kronecker();
      case FileCodes.LOW_RANK -> lowRank();
      case FileCodes.HYBRID -> hybrid(firstUnits());
      case FileCodes.HYBRID_WITH_FREE_UNITS -> hybrid(freeUnits());
      default -> throw FileCodes.unknown(at, "A family of structured matrices", family);
    };
  }

  private Factors kronecker() throws CompactFormatException {
    int terms = in.count("The number of Kronecker products", 1, Integer.MAX_VALUE);
    int p1 = divisor("The number of rows of B", rows);
    int q1 = divisor("The number of columns of B", columns);
    int p2 = rows / p1;
    int q2 = columns / q1;
    float[] b = in.floats("B", terms, p1, q1);
    float[] c = in.floats("C", terms, p2, q2);
    return new KroneckerFactors(new KroneckerShape(terms, p1, q1, p2, q2), b, c);
  }

  private int divisor(String what, int number) throws CompactFormatException {
    int at = in.position();
    int divisor = in.count(what, 1, number);
    if (number % divisor != 0) {
      throw new CompactFormatException(
          at, what + " was expected, a divisor of " + number + ", and found " + divisor);
    }
    return divisor;
  }

  private Factors lowRank() throws CompactFormatException {
    int rank = in.count("The rank", 1, Integer.MAX_VALUE);
    float[] left = in.floats("L", rows, rank);
    float[] right = in.floats("Q", rank, columns);
    return new LowRankFactors(rows, columns, rank, left, right);
  }

  private FreeUnits firstUnits() throws CompactFormatException {
    int blockColumns = columns / HybridShape.BLOCKS;
    return FreeUnits.first(blockColumns, in.count("The number of dense columns", 0, blockColumns));
  }

  private FreeUnits freeUnits() throws CompactFormatException {
    int blockColumns = columns / HybridShape.BLOCKS;
    int count = in.count("The number of free units", 1, blockColumns);
    int at = in.position();
    int[] ascending = in.ascending("A free unit", count, blockColumns);
    FreeUnits units = FreeUnits.of(blockColumns, ascending);
    if (units.areFirst()) {
      throw new CompactFormatException(
          at, "free units other than the first " + count + " were expected, and found those");
    }
    return units;
  }

  private Factors hybrid(FreeUnits units) throws CompactFormatException {
    int rank = in.count("The rank", 0, units.areFirst() ? Integer.MAX_VALUE : (rows + 1) / 2);
    HybridShape shape = new HybridShape(rows, columns, units.count(), rank);
    float[] d = in.floats("D", rows, shape.denseWidth());
    float[] left = in.floats("L", rows, shape.rankWidth());
    float[] right = in.floats("Q", (long) shape.halves() * rank, shape.lowRankWidth());
    return new HybridFactors(shape, units, d, left, right);
  }
}
