package io.github.dl4jdoping.structure;

import java.util.List;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The two ends of the scale: a matrix with no freedom at all and one with every freedom. They turn
 * the baselines into configurations: with {@link #none()} a doped layer is plain magnitude pruning,
 * with {@link #dense()} it holds an ordinary weight matrix.
 */
public final class Unstructured implements Structure {

  private static final long serialVersionUID = 1L;

  @JsonProperty private final boolean dense;

  @JsonCreator
  private Unstructured(@JsonProperty("dense") boolean dense) {
    this.dense = dense;
  }

  /**
   * The zero matrix, without parameters.
   *
   * @return the family
   */
  public static Unstructured none() {
    return new Unstructured(false);
  }

  /**
   * A matrix with every entry free: {@code m n} parameters.
   *
   * @return the family
   */
  public static Unstructured dense() {
    return new Unstructured(true);
  }

  @Override
  public StructuredMatrix matrix(MatrixShape shape) {
    return dense ? new DenseMatrix(shape) : new ZeroMatrix(shape);
  }

  @Override
  public List<String> slotNames() {
    return dense ? List.of(DenseMatrix.D) : List.of();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Unstructured that && dense == that.dense;
  }

  @Override
  public int hashCode() {
    return Boolean.hashCode(dense);
  }

  @Override
  public String toString() {
    return dense ? "Unstructured.dense()" : "Unstructured.none()";
  }
}
