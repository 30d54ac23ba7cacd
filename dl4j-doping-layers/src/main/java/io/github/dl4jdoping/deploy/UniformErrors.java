package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.decomposition.Allocation;
import io.github.dl4jdoping.decomposition.Budget;
import io.github.dl4jdoping.decomposition.BudgetTooSmallException;
import io.github.dl4jdoping.decomposition.Candidate;
import io.github.dl4jdoping.decomposition.Decomposer;
import io.github.dl4jdoping.decomposition.Decomposition;
import io.github.dl4jdoping.sparsity.Granularity;
import java.util.ArrayList;
import java.util.List;

/** The errors that matrices would have if the budget were spread evenly, to compare with. */
final class UniformErrors {

  private final List<MatrixCompression.Uniform> errors = new ArrayList<>();

  UniformErrors(
      List<MatrixApproximation> matrices, double factor, Granularity granularity, int iterations) {
    List<Candidate> candidates = matrices.stream().map(MatrixApproximation::candidate).toList();
    long dense = candidates.stream().mapToLong(candidate -> candidate.shape().size()).sum();
    try {
      List<Allocation> shares =
          Budget.uniform().spread(candidates, (long) (dense / factor), granularity);
      Decomposer decomposer = new Decomposer(granularity, iterations);
      for (int i = 0; i < matrices.size(); i++) {
        errors.add(error(matrices.get(i), shares.get(i), decomposer));
      }
    } catch (BudgetTooSmallException e) {
      // The chosen budget could take smaller structures; the uniform one keeps them as given.
      candidates.forEach(candidate -> errors.add(outOfReach(candidate)));
    }
  }

  MatrixCompression.Uniform of(int matrix) {
    return errors.get(matrix);
  }

  private static MatrixCompression.Uniform outOfReach(Candidate candidate) {
    long weights = candidate.structure().matrix(candidate.shape()).parameterCount();
    return new MatrixCompression.Uniform(weights, Double.NaN);
  }

  private static MatrixCompression.Uniform error(
      MatrixApproximation matrix, Allocation share, Decomposer decomposer) {
    Candidate candidate = matrix.candidate();
    Decomposition found =
        share.equals(matrix.allocation())
            ? matrix.decomposition()
            : decomposer.decompose(
                candidate.target(), share.structure().matrix(candidate.shape()), share.nonZeros());
    long weights = found.structure().parameterCount() + share.nonZeros();
    return new MatrixCompression.Uniform(weights, found.relativeError());
  }
}
