package io.github.dl4jdoping.decomposition;

import io.github.dl4jdoping.structure.FitTarget;
import io.github.dl4jdoping.structure.MatrixShape;
import io.github.dl4jdoping.structure.Params;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.StructuredMatrix;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How the squared relative error of a candidate with one structure falls with the entries of S, if S takes
 * the largest entries of what the structure leaves. Kept as a histogram of the squared entries on a
 * logarithmic scale, because sorted copies of all matrices would not fit into memory.
 */
final class ErrorCurve {

  private static final int BINS_PER_OCTAVE = 32;
  private static final int OCTAVES = 40;

  private final Structure structure;
  private final long parameters;
  private final double largest;
  private final long[] counts = new long[BINS_PER_OCTAVE * OCTAVES];
  private final double[] sums = new double[counts.length];

  /** The curve of a candidate with one of its choices. */
  ErrorCurve(Candidate candidate, Structure structure) {
    this.structure = structure;
    this.parameters = candidate.parameters(structure);
    List<double[]> squares =
        candidate.targets().stream()
            .map(target -> squaredRest(target, structure, candidate.shape()))
            .toList();
    this.largest = squares.stream().flatMapToDouble(Arrays::stream).max().orElseThrow();
    squares.forEach(this::count);
  }

  private void count(double[] squares) {
    for (double square : squares) {
      int bin = bin(square);
      counts[bin]++;
      sums[bin] += square;
    }
  }

  private static double[] squaredRest(FitTarget target, Structure family, MatrixShape shape) {
    StructuredMatrix matrix = family.suitedTo(shape, target).matrix(shape);
    Params theta = Decomposer.zeros(matrix);
    matrix.fit(target, theta);
    INDArray rest = target.weigh(target.matrix().sub(Decomposer.dense(matrix, theta)));
    rest.muli(rest);
    double energy = target.energy();
    return (energy == 0 ? rest : rest.divi(energy)).data().asDouble();
  }

  Structure structure() {
    return structure;
  }

  /** The number of parameters of the structures. */
  long parameters() {
    return parameters;
  }

  /** The largest squared entry. */
  double largest() {
    return largest;
  }

  /** The number of entries whose square is above a price. */
  long nonZeros(double price) {
    long count = 0;
    for (int bin = 0; bin < bin(price) && price < largest; bin++) {
      count += counts[bin];
    }
    return count;
  }

  /** Error plus parameters times their price, if each entry goes where it is cheaper. */
  double cost(double price) {
    double cost = price * parameters;
    int bins = price < largest ? bin(price) : 0;
    for (int bin = 0; bin < counts.length; bin++) {
      cost += bin < bins ? price * counts[bin] : sums[bin];
    }
    return cost;
  }

  private int bin(double square) {
    if (square >= largest) {
      return 0;
    }
    double octaves = Math.log(largest / square) / Math.log(2);
    return (int) Math.min(counts.length - 1.0, octaves * BINS_PER_OCTAVE);
  }
}
