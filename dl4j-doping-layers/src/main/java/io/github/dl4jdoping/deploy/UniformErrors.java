package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.decomposition.Allocation;
import io.github.dl4jdoping.decomposition.Budget;
import io.github.dl4jdoping.decomposition.BudgetTooSmallException;
import io.github.dl4jdoping.decomposition.Candidate;
import io.github.dl4jdoping.decomposition.Decomposer;
import io.github.dl4jdoping.decomposition.Decomposition;
import io.github.dl4jdoping.sparsity.Granularity;
import io.github.dl4jdoping.structure.MatrixShape;
import io.github.dl4jdoping.structure.Structure;
import java.util.List;

/** The errors that matrices would have if the budget were spread evenly, to compare with. */
final class UniformErrors {

  private final DenseWeights weights;
  private final Decomposer decomposer;

  /** Null where the structures as given need more than there is. */
  private final List<Allocation> shares;

  UniformErrors(
      DenseWeights weights, long parameters, Granularity granularity, Decomposer decomposer) {
    this.weights = weights;
    this.decomposer = decomposer;
    this.shares = shares(weights.candidates(), parameters, granularity);
  }

  private static List<Allocation> shares(
      List<Candidate> candidates, long parameters, Granularity granularity) {
    try {
      return Budget.uniform().spread(candidates, parameters, granularity);
    } catch (BudgetTooSmallException e) {
      // The budget that was chosen could take smaller structures.
      return null;
    }
  }

  /**
   * What a matrix would get.
   *
   * @param matrix its position
   * @param chosen what it gets of the budget that was chosen
   * @return its size and error; the error is NaN where the budget cannot be spread evenly
   */
  MatrixCompression.Uniform of(int matrix, MatrixApproximation chosen) {
    int candidate = weights.candidateOf(matrix);
    MatrixShape shape = weights.shape(matrix);
    if (shares == null) {
      Structure given = weights.candidates().get(candidate).structure();
      return new MatrixCompression.Uniform(given.matrix(shape).parameterCount(), Double.NaN);
    }
    Allocation share = shares.get(candidate);
    Structure structure = share.structure().suitedTo(shape, chosen.target());
    boolean same = structure.equals(chosen.structure()) && share.nonZeros() == chosen.nonZeros();
    Decomposition found =
        same
            ? chosen.decomposition()
            : decomposer.decompose(chosen.target(), structure.matrix(shape), share.nonZeros());
    long size = found.structure().parameterCount() + share.nonZeros();
    return new MatrixCompression.Uniform(size, found.relativeError());
  }
}
