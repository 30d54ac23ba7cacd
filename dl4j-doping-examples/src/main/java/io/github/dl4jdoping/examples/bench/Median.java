package io.github.dl4jdoping.examples.bench;

import java.util.Arrays;
import java.util.Collection;

/** The middle of some numbers. */
final class Median {

  private Median() {}

  /**
   * The median.
   *
   * @param values in any order
   * @return the middle one, or the mean of the two in the middle
   * @throws IllegalArgumentException if there is no value
   */
  static double of(Collection<Double> values) {
    return of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * The median.
   *
   * @param values in any order, not changed
   * @return the middle one, or the mean of the two in the middle
   * @throws IllegalArgumentException if there is no value
   */
  static double of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("There is no median of no values.");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
