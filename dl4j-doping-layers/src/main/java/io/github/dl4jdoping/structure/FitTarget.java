package io.github.dl4jdoping.structure;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A matrix T {@code [m, n]} to be approximated, and the norm that errors are measured in:
 *
 * <p>{@code |E|^2 = sum_i w_i^2 sum_j E_ij^2}.
 *
 * <p>With w_i the root mean square of input i this is the mean squared error of the product {@code x
 * T} for inputs that are uncorrelated; with all weights 1 it is the Frobenius norm. Immutable, in
 * double precision.
 */
public final class FitTarget {

  private final INDArray matrix;
  private final INDArray rowWeights;
  private final boolean weighted;

  private FitTarget(INDArray matrix, INDArray rowWeights, boolean weighted) {
    this.matrix = matrix;
    this.rowWeights = rowWeights;
    this.weighted = weighted;
  }

  /**
   * A target in the Frobenius norm.
   *
   * @param matrix T, {@code [m, n]}, of any type; copied
   * @return the target
   * @throws IllegalArgumentException if an entry is not finite
   */
  public static FitTarget of(INDArray matrix) {
    double[] ones = new double[Math.toIntExact(matrix.rows())];
    Arrays.fill(ones, 1);
    return of(matrix, ones);
  }

  /**
   * A target in a norm that weights inputs.
   *
   * @param matrix T, {@code [m, n]}, of any type; copied
   * @param rowWeights w, one for each of the m rows, positive and finite
   * @return the target
   * @throws IllegalArgumentException if an entry is not finite, or the weights are not m positive
   *     numbers
   */
  public static FitTarget of(INDArray matrix, double[] rowWeights) {
    if (rowWeights.length != matrix.rows()) {
      throw new IllegalArgumentException(
          "A matrix of "
              + matrix.rows()
              + " rows takes as many row weights; got "
              + rowWeights.length
              + ".");
    }
    for (int i = 0; i < rowWeights.length; i++) {
      if (!(rowWeights[i] > 0 && rowWeights[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "Row weights are positive and finite; got " + rowWeights[i] + " for row " + i + ".");
      }
    }
    INDArray copy = matrix.castTo(DataType.DOUBLE).dup('f');
    requireFinite(copy);
    boolean weighted = Arrays.stream(rowWeights).anyMatch(w -> w != rowWeights[0]);
    INDArray weights = Nd4j.createFromArray(rowWeights).reshape(rowWeights.length, 1);
    return new FitTarget(copy, weights, weighted);
  }

  private static void requireFinite(INDArray matrix) {
    // A sum is finite only if every number in it is.
    if (!Double.isFinite(matrix.norm1Number().doubleValue())) {
      throw new IllegalArgumentException(
          "A matrix to be approximated has NaN or infinite entries (shape "
              + Arrays.toString(matrix.shape())
              + "). The network that it comes from cannot be used as it is.");
    }
  }

  /**
   * The matrix.
   *
   * @return T, column-major, double; not to be written to
   */
  public INDArray matrix() {
    return matrix;
  }

  /**
   * The weights of the rows.
   *
   * @return w, {@code [m, 1]}, double; not to be written to
   */
  public INDArray rowWeights() {
    return rowWeights;
  }

  /** Whether the weights are not all equal, so that the norm is not the Frobenius norm. */
  boolean isWeighted() {
    return weighted;
  }

  /**
   * What is left to approximate once a part of the matrix is given.
   *
   * @param part {@code [m, n]}
   * @return the target {@code T - part} in the same norm
   */
  public FitTarget minus(INDArray part) {
    return new FitTarget(matrix.sub(part), rowWeights, weighted);
  }

  /** Some rows and columns of the target, in the norm of those rows. */
  FitTarget block(long row, long rows, long column, long columns) {
    return new FitTarget(
        Products.block(matrix, row, rows, column, columns).dup('f'),
        Products.rows(rowWeights, row, rows).dup('f'),
        weighted);
  }

  /** The target with its columns in another order. */
  FitTarget columns(int[] columns) {
    return new FitTarget(PermutedColumns.columns(matrix, columns), rowWeights, weighted);
  }

  /** {@code diag(w) T}, whose Frobenius norm is the norm of T. */
  INDArray scaled() {
    return weigh(matrix);
  }

  /**
   * An error in the scale in which its Frobenius norm is the norm of this target.
   *
   * @param error {@code [m, n]}; not modified
   * @return {@code diag(w) error}
   */
  public INDArray weigh(INDArray error) {
    return error.mulColumnVector(rowWeights);
  }

  /**
   * The squared norm of the matrix.
   *
   * @return {@code |T|^2}
   */
  public double energy() {
    return energyOf(matrix);
  }

  /**
   * The squared norm of another matrix.
   *
   * @param part {@code [m, n]}; not modified
   * @return {@code |part|^2}
   */
  public double energyOf(INDArray part) {
    double norm = weigh(part).norm2Number().doubleValue();
    return norm * norm;
  }
}
