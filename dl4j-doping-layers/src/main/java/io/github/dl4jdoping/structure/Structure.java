package io.github.dl4jdoping.structure;

import java.io.Serializable;
import java.util.List;
import org.nd4j.shade.jackson.annotation.JsonTypeInfo;

/**
 * A family of structured matrices, as a user configures it: immutable, without a shape and without
 * arrays.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, property = "@class")
public interface Structure extends Serializable {

  /**
   * The matrix of this family that has the given shape. Impossible values of the family itself (a
   * rank of 0, say) are reported here too, so that the message can name the layer.
   *
   * @param shape the shape of the weight matrix
   * @return sizes and formulas for that shape
   * @throws IllegalArgumentException if the family has no member of that shape; the message says
   *     what was given and what would work
   */
  StructuredMatrix matrix(MatrixShape shape);

  /**
   * Families like this one with other sizes, for a budget to choose from.
   *
   * @param shape the shape of the weight matrix
   * @return from few parameters to many; includes this one, and may be this one alone
   * @throws IllegalArgumentException if this family has no member of that shape
   */
  default List<Structure> alternatives(MatrixShape shape) {
    return List.of(this);
  }

  /**
   * This family with sizes that are too large for a shape brought down to the largest possible.
   *
   * @param shape the shape of the weight matrix
   * @return this one where it has a member of that shape, or cannot have one
   */
  default Structure limitedTo(MatrixShape shape) {
    return this;
  }

  /**
   * This family with what is left open set so that it suits a given matrix. The sizes stay.
   *
   * @param shape the shape of the weight matrix
   * @param target the matrix to be approximated, and the norm
   * @return this one where nothing is open
   * @throws IllegalArgumentException if this family has no member of that shape
   */
  default Structure suitedTo(MatrixShape shape, FitTarget target) {
    return this;
  }

  /**
   * The names of all slots that matrices of this family can have, known without a shape.
   *
   * @return short names, in the order of the slots
   */
  List<String> slotNames();
}
