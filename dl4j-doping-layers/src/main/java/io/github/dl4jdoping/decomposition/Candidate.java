package io.github.dl4jdoping.decomposition;

import io.github.dl4jdoping.structure.FitTarget;
import io.github.dl4jdoping.structure.MatrixShape;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.Unstructured;
import java.util.List;
import java.util.stream.Stream;

/**
 * One matrix, or several that must get equal parts, that is to get a part of a budget.
 *
 * @param shape shape and blocks of each matrix
 * @param targets the entries of each matrix and the norm of its errors
 * @param structure the family that D is to be of, with a size that suits the shape
 */
public record Candidate(MatrixShape shape, List<FitTarget> targets, Structure structure) {

  /**
   * Copies the list.
   *
   * @param shape shape and blocks of each matrix
   * @param targets the entries of each matrix and the norm of its errors
   * @param structure the family that D is to be of
   */
  public Candidate {
    targets = List.copyOf(targets);
  }

  /**
   * A candidate with the structure that suits a shape: the given one, the smallest like it where that
   * would save nothing, and none where even this would not.
   *
   * @param shape shape and blocks of each matrix
   * @param targets the entries of each matrix and the norm of its errors
   * @param structure a family
   * @return the candidate
   * @throws IllegalArgumentException if the family has no member of that shape
   */
  public static Candidate of(MatrixShape shape, List<FitTarget> targets, Structure structure) {
    Structure limited = structure.limitedTo(shape);
    return Stream.concat(Stream.of(limited), limited.alternatives(shape).stream())
        .filter(choice -> choice.matrix(shape).parameterCount() < shape.size())
        .findFirst()
        .map(choice -> new Candidate(shape, targets, choice))
        .orElse(new Candidate(shape, targets, Unstructured.none()));
  }

  /** The number of entries of all its matrices. */
  long entries() {
    return targets.size() * shape.size();
  }

  /** The number of parameters that all its matrices have with one of the choices. */
  long parameters(Structure choice) {
    return targets.size() * choice.matrix(shape).parameterCount();
  }

  /** The families to choose from: like the given one, as far as they save anything. */
  List<Structure> choices() {
    return structure.alternatives(shape).stream()
        .filter(choice -> choice.matrix(shape).parameterCount() < shape.size())
        .toList();
  }
}
