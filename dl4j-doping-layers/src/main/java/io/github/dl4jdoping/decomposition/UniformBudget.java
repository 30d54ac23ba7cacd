package io.github.dl4jdoping.decomposition;

import io.github.dl4jdoping.sparsity.Granularity;
import io.github.dl4jdoping.structure.Structure;
import java.util.ArrayList;
import java.util.List;

/** Equal densities, with the structures as given. */
final class UniformBudget implements Budget {

  @Override
  public List<Allocation> spread(
      List<Candidate> matrices, long parameters, Granularity granularity) {
    List<Structure> structures = new ArrayList<>();
    long structured = 0;
    long entries = 0;
    for (Candidate matrix : matrices) {
      Structure structure = matrix.structure().suitedTo(matrix.shape(), matrix.target());
      structures.add(structure);
      structured += matrix.matrix(structure).parameterCount();
      entries += matrix.shape().size();
    }
    BudgetTooSmallException.check(parameters, structured);
    double density = (double) (parameters - structured) / entries;
    List<Allocation> allocations = new ArrayList<>();
    for (int i = 0; i < matrices.size(); i++) {
      allocations.add(allocation(matrices.get(i), structures.get(i), density, granularity));
    }
    return allocations;
  }

  private static Allocation allocation(
      Candidate matrix, Structure structure, double density, Granularity granularity) {
    long rows = matrix.shape().rows();
    long columns = matrix.shape().columns();
    long wanted = (long) Math.min(density * rows * columns, (double) rows * columns);
    return new Allocation(structure, granularity.achievable(rows, columns, wanted));
  }
}
