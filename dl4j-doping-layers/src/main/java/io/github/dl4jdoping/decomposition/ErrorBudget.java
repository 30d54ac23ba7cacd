package io.github.dl4jdoping.decomposition;

import io.github.dl4jdoping.sparsity.Granularity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Minimises the sum of squared relative errors under a budget by its Lagrangian: at a price per parameter each
 * matrix chooses for itself the structure, and the entries of S, whose error plus price is least; the
 * price is the one at which all that is bought fits the budget (Everett, "Generalized Lagrange
 * multiplier method", 1963; as in rate-distortion theory). Errors are those of fitting the structure
 * first and S to the rest; alternating makes them smaller, and hardly changes which matrix needs
 * more.
 */
final class ErrorBudget implements Budget {

  private static final int BISECTIONS = 100;

  @Override
  public List<Allocation> spread(
      List<Candidate> matrices, long parameters, Granularity granularity) {
    List<List<ErrorCurve>> curves = new ArrayList<>();
    for (Candidate matrix : matrices) {
      curves.add(matrix.choices().stream().map(s -> new ErrorCurve(matrix, s)).toList());
    }
    BudgetTooSmallException.check(parameters, smallest(curves));
    double price = price(curves, parameters);
    List<ErrorCurve> chosen = curves.stream().map(of -> cheapest(of, price)).toList();
    return allocations(matrices, chosen, price, parameters, granularity);
  }

  private static long smallest(List<List<ErrorCurve>> curves) {
    return curves.stream()
        .mapToLong(of -> of.stream().mapToLong(ErrorCurve::parameters).min().orElseThrow())
        .sum();
  }

  /** The lowest price, as far as bisection tells, at which no more than the budget is bought. */
  private static double price(List<List<ErrorCurve>> curves, long parameters) {
    double high = 1;
    for (List<ErrorCurve> of : curves) {
      for (ErrorCurve curve : of) {
        high += curve.cost(0) + curve.cost(curve.largest());
      }
    }
    double low = 0;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = low == 0 ? high / 1024 : Math.sqrt(low * high);
      if (bought(curves, middle) > parameters) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static long bought(List<List<ErrorCurve>> curves, double price) {
    return curves.stream()
        .map(of -> cheapest(of, price))
        .mapToLong(curve -> curve.parameters() + curve.nonZeros(price))
        .sum();
  }

  private static ErrorCurve cheapest(List<ErrorCurve> curves, double price) {
    return curves.stream()
        .min(
            Comparator.<ErrorCurve>comparingDouble(curve -> curve.cost(price))
                .thenComparingLong(ErrorCurve::parameters))
        .orElseThrow();
  }

  /** What the price leaves of the budget goes to all S in proportion, or evenly if all are empty. */
  private static List<Allocation> allocations(
      List<Candidate> matrices,
      List<ErrorCurve> chosen,
      double price,
      long parameters,
      Granularity granularity) {
    long left = parameters;
    double[] weights = new double[chosen.size()];
    for (int i = 0; i < weights.length; i++) {
      left -= chosen.get(i).parameters();
      weights[i] = chosen.get(i).nonZeros(price);
    }
    if (Arrays.stream(weights).sum() == 0) {
      Arrays.setAll(weights, i -> matrices.get(i).entries());
    }
    double perWeight = left / Arrays.stream(weights).sum();
    List<Allocation> allocations = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      long wanted = (long) (perWeight * weights[i] / matrices.get(i).targets().size());
      allocations.add(allocation(matrices.get(i), chosen.get(i), wanted, granularity));
    }
    return allocations;
  }

  private static Allocation allocation(
      Candidate matrix, ErrorCurve curve, long wanted, Granularity granularity) {
    long size = matrix.shape().size();
    long nonZeros =
        granularity.achievable(
            matrix.shape().rows(), matrix.shape().columns(), Math.min(wanted, size));
    return new Allocation(curve.structure(), nonZeros);
  }
}
