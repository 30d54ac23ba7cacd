package io.github.dl4jdoping.decomposition;

import io.github.dl4jdoping.sparsity.Granularity;
import java.util.List;

/** Equal densities, with the structures as given. */
final class UniformBudget implements Budget {

  @Override
  public List<Allocation> spread(
      List<Candidate> matrices, long parameters, Granularity granularity) {
    long structured = 0;
    long entries = 0;
    for (Candidate matrix : matrices) {
      structured += matrix.parameters(matrix.structure());
      entries += matrix.entries();
    }
    BudgetTooSmallException.check(parameters, structured);
    double density = (double) (parameters - structured) / entries;
    return matrices.stream().map(matrix -> allocation(matrix, density, granularity)).toList();
  }

  private static Allocation allocation(Candidate matrix, double density, Granularity granularity) {
    long rows = matrix.shape().rows();
    long columns = matrix.shape().columns();
    long wanted = (long) Math.min(density * rows * columns, (double) rows * columns);
    return new Allocation(matrix.structure(), granularity.achievable(rows, columns, wanted));
  }
}
