package io.github.dl4jdoping.decomposition;

import io.github.dl4jdoping.sparsity.Granularity;
import java.util.List;

/** A way to spread a number of parameters over several matrices. */
@FunctionalInterface
public interface Budget {

  /**
   * Spreads parameters.
   *
   * @param candidates the matrices
   * @param parameters the number of parameters and non-zeros for all of them together
   * @param granularity that of every S
   * @return what each matrix of each candidate gets, in their order; together at most {@code parameters}, and fewer
   *     only as far as numbers must be whole or suit the granularity
   * @throws IllegalArgumentException if the structures alone have more parameters; the message says
   *     how many are needed
   */
  List<Allocation> spread(List<Candidate> candidates, long parameters, Granularity granularity);

  /**
   * The given structures as they are, and the same density for every S.
   *
   * @return the budget
   */
  static Budget uniform() {
    return new UniformBudget();
  }

  /**
   * To each matrix as much structure and as dense an S as lowers the sum of the squared relative errors
   * of all matrices most. Relative, because a matrix whose outputs are small may matter as much as one
   * whose outputs are large and mostly constant, such as the recurrent one. Structures may be smaller or larger than given, see {@link
   * io.github.dl4jdoping.structure.Structure#alternatives}.
   *
   * @return the budget
   */
  static Budget byError() {
    return new ErrorBudget();
  }
}
