package io.github.dl4jdoping.decomposition;

import io.github.dl4jdoping.structure.FitTarget;
import io.github.dl4jdoping.structure.MatrixShape;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.Unstructured;
import java.util.List;
import java.util.stream.Stream;

/**
 * A matrix that is to get a part of a budget.
 *
 * @param shape its shape and blocks
 * @param target its entries and the norm of its errors
 * @param structure the family that D is to be of, with a size that suits the matrix
 */
public record Candidate(MatrixShape shape, FitTarget target, Structure structure) {

  /**
   * A candidate with the structure that suits a matrix: the given one, the smallest like it where that
   * would save nothing, and none where even this would not.
   *
   * @param shape its shape and blocks
   * @param target its entries and the norm of its errors
   * @param structure a family
   * @return the candidate
   * @throws IllegalArgumentException if the family has no member of that shape
   */
  public static Candidate of(MatrixShape shape, FitTarget target, Structure structure) {
    Structure suited = structure.suitedTo(shape, target);
    return Stream.concat(Stream.of(suited), suited.alternatives(shape).stream())
        .map(choice -> new Candidate(shape, target, choice))
        .filter(candidate -> candidate.parameters(candidate.structure()) < shape.size())
        .findFirst()
        .orElse(new Candidate(shape, target, Unstructured.none()));
  }

  /** The number of parameters of one of the choices. */
  long parameters(Structure choice) {
    return choice.matrix(shape).parameterCount();
  }

  /** The families to choose from: like the given one, as far as they save anything. */
  List<Structure> choices() {
    return structure.alternatives(shape).stream()
        .filter(choice -> parameters(choice) < shape.size())
        .toList();
  }
}
