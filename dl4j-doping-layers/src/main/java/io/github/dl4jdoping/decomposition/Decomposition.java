package io.github.dl4jdoping.decomposition;

import io.github.dl4jdoping.structure.Params;
import io.github.dl4jdoping.structure.StructuredMatrix;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A given matrix as {@code W ~ D(theta) + S}.
 *
 * @param structure sizes and formulas of D
 * @param theta the parameters of D, double
 * @param sparse S, {@code [m, n]}, column-major, double
 * @param errorInOneGo the squared error by the energy of W, both in the norm of the target, of fitting
 *     D to W and then S to the rest, without any alternation
 * @param errors the same after each iteration that led here, never rising
 */
public record Decomposition(
    StructuredMatrix structure,
    Params theta,
    INDArray sparse,
    double errorInOneGo,
    List<Double> errors) {

  /**
   * Copies the list.
   *
   * @param structure sizes and formulas of D
   * @param theta the parameters of D
   * @param sparse S
   * @param errorInOneGo the squared error without alternation
   * @param errors the squared error after each iteration
   */
  public Decomposition {
    errors = List.copyOf(errors);
  }

  /**
   * The structured part.
   *
   * @return D, {@code [m, n]}, double
   */
  public INDArray dense() {
    return Decomposer.dense(structure, theta);
  }

  /**
   * The error of the decomposition.
   *
   * @return {@code |W - D - S| / |W|} in the norm of the target; 0 if W is zero
   */
  public double relativeError() {
    return Math.sqrt(errors.get(errors.size() - 1));
  }

  /**
   * The error that fitting D to W and then S to the rest has, without any alternation.
   *
   * @return {@code |W - D - S| / |W|}, at least {@link #relativeError()}
   */
  public double relativeErrorInOneGo() {
    return Math.sqrt(errorInOneGo);
  }
}
