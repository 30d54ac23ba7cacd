package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.structure.Structure;

/**
 * What became of one weight matrix.
 *
 * @param layer the layer's name, for a Bidirectional with the direction
 * @param matrix "W" for the input matrix, "R" for the recurrent one
 * @param rows number of inputs
 * @param columns number of outputs, 4H
 * @param structure the family of D, sizes included
 * @param structureParameters number of parameters of D
 * @param nonZeros number of non-zeros that S ends with
 * @param relativeError {@code |W - D - S| / |W|} with that many non-zeros; inputs weighted by their
 *     root mean square if there was calibration
 * @param relativeErrorInOneGo the same if D were fitted to W and S to the rest, without alternation
 * @param structureEnergyShare energy of D by that of D and S, in [0, 1] and in the same norm; NaN
 *     without a structure
 * @param uniform what the matrix would get, and its error, if the budget were spread evenly
 */
public record MatrixCompression(
    String layer,
    String matrix,
    long rows,
    long columns,
    Structure structure,
    long structureParameters,
    long nonZeros,
    double relativeError,
    double relativeErrorInOneGo,
    double structureEnergyShare,
    Uniform uniform) {

  /**
   * The matrix under a budget that is spread evenly: the structure as given, and the same density for
   * all.
   *
   * @param weights parameters of the structure plus non-zeros of S
   * @param relativeError as that of the matrix; NaN where the structures as given need more than the
   *     budget
   */
  public record Uniform(long weights, double relativeError) {}

  /**
   * The number of entries of the dense matrix.
   *
   * @return rows times columns
   */
  public long denseWeights() {
    return rows * columns;
  }

  /**
   * The number of weights that remain once S has its final density.
   *
   * @return parameters of the structure plus non-zeros of S
   */
  public long weights() {
    return structureParameters + nonZeros;
  }

  /**
   * The density that S ends with.
   *
   * @return non-zeros by entries, in [0, 1]
   */
  public double density() {
    return (double) nonZeros / denseWeights();
  }

  /**
   * The compression factor of this matrix in parameters.
   *
   * @return dense weights by remaining weights
   */
  public double parameterFactor() {
    return (double) denseWeights() / weights();
  }

  /**
   * The compression factor of this matrix in bytes, indices included, by the estimate of {@link
   * MatrixPlan#compactBytes}.
   *
   * @return bytes of the dense matrix by bytes of the compact one
   */
  public double byteFactor() {
    return (double) (Float.BYTES * denseWeights()) / compactBytes();
  }

  long compactBytes() {
    return MatrixPlan.compactBytes(rows, columns, structureParameters, nonZeros);
  }
}
