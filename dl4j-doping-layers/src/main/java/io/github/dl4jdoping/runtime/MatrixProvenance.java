package io.github.dl4jdoping.runtime;

import java.util.Objects;

/**
 * Where one weight matrix of an LSTM comes from. What can be read off the matrix itself, such as its
 * density now, is not repeated here.
 *
 * @param layer name of the source net's layer, with the direction where there are two
 * @param matrix "W" for the input matrix, "R" for the recurrent one
 * @param structure the source's structure, such as "Kronecker[terms=1, balanced]"
 * @param plannedDensity the density that S was annealed to, in [0, 1]; NaN if there is no S
 * @param structureEnergyShare share of the pre-activation's energy that comes from the structured
 *     part, in [0, 1]; NaN if it is unknown or there are not both parts
 */
public record MatrixProvenance(
    String layer,
    String matrix,
    String structure,
    double plannedDensity,
    double structureEnergyShare) {

  /**
   * Checks the ranges.
   *
   * @param layer name of the source net's layer
   * @param matrix "W" or "R"
   * @param structure the source's structure
   * @param plannedDensity in [0, 1], or NaN
   * @param structureEnergyShare in [0, 1], or NaN
   * @throws IllegalArgumentException if a share is neither in [0, 1] nor NaN
   */
  public MatrixProvenance {
    Objects.requireNonNull(layer, "layer");
    Objects.requireNonNull(matrix, "matrix");
    Objects.requireNonNull(structure, "structure");
    plannedDensity = share("The planned density", plannedDensity);
    structureEnergyShare = share("The energy share of the structure", structureEnergyShare);
  }

  /** The share itself, or the one NaN that files have. */
  private static double share(String name, double share) {
    if (share < 0 || share > 1) {
      throw new IllegalArgumentException(name + " is in [0, 1], or NaN; got " + share + ".");
    }
    return Double.isNaN(share) ? Double.NaN : share;
  }
}
