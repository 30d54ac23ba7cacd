package io.github.dl4jdoping.decomposition;

import io.github.dl4jdoping.structure.FitTarget;
import io.github.dl4jdoping.structure.MatrixShape;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.StructuredMatrix;
import java.util.List;

/**
 * A matrix that is to get a part of a budget.
 *
 * @param shape its shape and blocks
 * @param target its entries and the norm of its errors; those of several candidates are compared
 * @param structure the family that D is to be of
 */
public record Candidate(MatrixShape shape, FitTarget target, Structure structure) {

  /** The families to choose from: like the given one, each suited to the matrix. */
  List<Structure> choices() {
    return structure.alternatives(shape).stream().map(s -> s.suitedTo(shape, target)).toList();
  }

  StructuredMatrix matrix(Structure choice) {
    return choice.matrix(shape);
  }
}
