package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.decomposition.Allocation;
import io.github.dl4jdoping.decomposition.Budget;
import io.github.dl4jdoping.decomposition.BudgetTooSmallException;
import io.github.dl4jdoping.decomposition.Decomposer;
import io.github.dl4jdoping.decomposition.Decomposition;
import io.github.dl4jdoping.sparsity.Granularity;
import io.github.dl4jdoping.structure.MatrixShape;
import io.github.dl4jdoping.structure.Structure;
import java.util.ArrayList;
import java.util.List;

/** The errors that matrices would have if the budget were spread evenly, to compare with. */
final class UniformErrors {

  private final List<MatrixCompression.Uniform> errors = new ArrayList<>();

  UniformErrors(
      DenseWeights weights,
      List<MatrixApproximation> chosen,
      long parameters,
      Granularity granularity,
      int iterations) {
    try {
      List<Allocation> shares =
          Budget.uniform().spread(weights.candidates(), parameters, granularity);
      Decomposer decomposer = new Decomposer(granularity, iterations);
      for (int i = 0; i < weights.count(); i++) {
        Allocation share = shares.get(weights.candidateOf(i));
        errors.add(error(weights.shape(i), chosen.get(i), share, decomposer));
      }
    } catch (BudgetTooSmallException e) {
      // The chosen budget could take smaller structures; the uniform one keeps them as given.
      for (int i = 0; i < weights.count(); i++) {
        Structure given = weights.candidates().get(weights.candidateOf(i)).structure();
        long size = given.matrix(weights.shape(i)).parameterCount();
        errors.add(new MatrixCompression.Uniform(size, Double.NaN));
      }
    }
  }

  MatrixCompression.Uniform of(int matrix) {
    return errors.get(matrix);
  }

  private static MatrixCompression.Uniform error(
      MatrixShape shape, MatrixApproximation chosen, Allocation share, Decomposer decomposer) {
    Structure structure = share.structure().suitedTo(shape, chosen.target());
    Allocation suited = new Allocation(structure, share.nonZeros());
    Decomposition found =
        suited.equals(new Allocation(chosen.structure(), chosen.nonZeros()))
            ? chosen.decomposition()
            : decomposer.decompose(chosen.target(), structure.matrix(shape), share.nonZeros());
    long weights = found.structure().parameterCount() + share.nonZeros();
    return new MatrixCompression.Uniform(weights, found.relativeError());
  }
}
