package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.decomposition.Allocation;
import io.github.dl4jdoping.decomposition.Candidate;
import io.github.dl4jdoping.decomposition.Decomposer;
import io.github.dl4jdoping.decomposition.Decomposition;
import io.github.dl4jdoping.structure.FitTarget;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What takes the place of one weight matrix.
 *
 * @param candidate the matrix and the norm
 * @param allocation its share of the budget
 * @param decomposition D and S with the final number of non-zeros
 * @param initialSparse the S that training starts from, which may have more
 */
record MatrixApproximation(
    Candidate candidate,
    Allocation allocation,
    Decomposition decomposition,
    INDArray initialSparse) {

  /** Finds the approximation. */
  static MatrixApproximation of(
      Candidate candidate, Allocation allocation, Decomposer decomposer, Doping doping) {
    Decomposition found =
        decomposer.decompose(
            candidate.target(),
            allocation.structure().matrix(candidate.shape()),
            allocation.nonZeros());
    long rows = candidate.shape().rows();
    long columns = candidate.shape().columns();
    long initial =
        doping
            .granularity()
            .achievable(rows, columns, Math.round(doping.initialDensity() * rows * columns));
    INDArray sparse =
        initial > allocation.nonZeros()
            ? decomposer.largestOfRest(candidate.target(), found, initial)
            : found.sparse();
    return new MatrixApproximation(candidate, allocation, found, sparse);
  }

  double density() {
    return (double) allocation.nonZeros() / candidate.shape().size();
  }

  /** Energy of D by that of D and S; NaN without a structure. */
  double structureEnergyShare() {
    if (decomposition.structure().isZero()) {
      return Double.NaN;
    }
    FitTarget target = candidate.target();
    double ofStructure = energy(target.weigh(decomposition.dense()));
    double ofSparse = energy(target.weigh(decomposition.sparse()));
    return ofStructure + ofSparse == 0 ? Double.NaN : ofStructure / (ofStructure + ofSparse);
  }

  MatrixCompression report(String layer, String matrix, MatrixCompression.Uniform uniform) {
    return new MatrixCompression(
        layer,
        matrix,
        candidate.shape().rows(),
        candidate.shape().columns(),
        allocation.structure(),
        decomposition.structure().parameterCount(),
        allocation.nonZeros(),
        decomposition.relativeError(),
        decomposition.relativeErrorInOneGo(),
        structureEnergyShare(),
        uniform);
  }

  private static double energy(INDArray array) {
    double norm = array.norm2Number().doubleValue();
    return norm * norm;
  }
}
