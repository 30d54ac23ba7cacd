package io.github.dl4jdoping.training;

import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.layer.DopedLayer;

/**
 * Where one weight matrix of a doped layer stands.
 *
 * @param layer name of the layer; for a Bidirectional with the direction
 * @param matrix "W" for the input matrix, "R" for the recurrent one
 * @param rows number of inputs
 * @param columns number of outputs, 4H
 * @param structureParameters number of parameters of D(theta)
 * @param doped whether there is an S
 * @param nonZeros number of non-zeros of S now
 * @param plannedNonZeros number of non-zeros that S is to end with
 * @param structureEnergyShare share of the pre-activation's energy that comes from D(theta), in [0,
 *     1]; the rest comes from S; NaN where there are not both
 */
public record MatrixReport(
    String layer,
    String matrix,
    long rows,
    long columns,
    long structureParameters,
    boolean doped,
    long nonZeros,
    long plannedNonZeros,
    double structureEnergyShare) {

  static MatrixReport of(DopedLayer layer, MatrixPlan matrix) {
    return new MatrixReport(
        layer.name(),
        matrix.name(),
        matrix.shape().rows(),
        matrix.shape().columns(),
        matrix.structure().parameterCount(),
        matrix.doped(),
        layer.nonZeros(matrix),
        matrix.nonZeros(),
        layer.structureEnergyShare(matrix));
  }

  /**
   * The density of S.
   *
   * @return non-zeros by entries, in [0, 1]
   */
  public double density() {
    return (double) nonZeros / denseWeights();
  }

  /**
   * The number of entries of the dense matrix.
   *
   * @return rows times columns
   */
  public long denseWeights() {
    return rows * columns;
  }

  /**
   * The number of weights that remain.
   *
   * @return parameters of the structure plus non-zeros of S
   */
  public long weights() {
    return structureParameters + nonZeros;
  }

  /**
   * Whether S has no more entries than planned.
   *
   * @return true once annealed, and where there is no S
   */
  public boolean annealed() {
    return nonZeros <= plannedNonZeros;
  }

  long denseBytes() {
    return Float.BYTES * denseWeights();
  }

  /** An estimate, with indices. */
  long compactBytes() {
    return MatrixPlan.compactBytes(rows, columns, structureParameters, doped ? nonZeros : -1);
  }
}
