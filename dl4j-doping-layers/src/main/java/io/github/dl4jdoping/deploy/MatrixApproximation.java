package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.decomposition.Allocation;
import io.github.dl4jdoping.decomposition.Decomposer;
import io.github.dl4jdoping.decomposition.Decomposition;
import io.github.dl4jdoping.structure.FitTarget;
import io.github.dl4jdoping.structure.MatrixShape;
import io.github.dl4jdoping.structure.Structure;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What takes the place of one weight matrix.
 *
 * @param target the matrix and the norm
 * @param structure the family of D, with nothing left open
 * @param nonZeros the number of entries that S ends with
 * @param decomposition D and S with that many
 * @param initialSparse the S that training starts from, which may have more
 */
record MatrixApproximation(
    FitTarget target,
    Structure structure,
    long nonZeros,
    Decomposition decomposition,
    INDArray initialSparse) {

  /** Finds the approximation. */
  static MatrixApproximation of(
      MatrixShape shape,
      FitTarget target,
      Allocation allocation,
      Decomposer decomposer,
      Doping doping) {
    Structure structure = allocation.structure().suitedTo(shape, target);
    Decomposition found =
        decomposer.decompose(target, structure.matrix(shape), allocation.nonZeros());
    long wanted = Math.round(doping.initialDensity() * shape.size());
    long initial = doping.granularity().achievable(shape.rows(), shape.columns(), wanted);
    INDArray sparse =
        initial > allocation.nonZeros()
            ? decomposer.largestOfRest(target, found, initial)
            : found.sparse();
    return new MatrixApproximation(target, structure, allocation.nonZeros(), found, sparse);
  }

  double density() {
    return (double) nonZeros / target.matrix().length();
  }

  /** Energy of D by that of D and S; NaN without a structure. */
  double structureEnergyShare() {
    if (decomposition.structure().isZero()) {
      return Double.NaN;
    }
    double ofStructure = target.energyOf(decomposition.dense());
    double ofSparse = target.energyOf(decomposition.sparse());
    return ofStructure + ofSparse == 0 ? Double.NaN : ofStructure / (ofStructure + ofSparse);
  }

  MatrixCompression report(String layer, String matrix, MatrixCompression.Uniform uniform) {
    return new MatrixCompression(
        layer,
        matrix,
        target.matrix().size(0),
        target.matrix().size(1),
        structure,
        decomposition.structure().parameterCount(),
        nonZeros,
        decomposition.relativeError(),
        decomposition.relativeErrorInOneGo(),
        structureEnergyShare(),
        uniform);
  }
}
