package io.github.dl4jdoping.sparsity;

import java.util.Arrays;

/** Selection by value in a part of an array. */
final class Largest {

  private Largest() {}

  /**
   * Marks the largest values of a range, of equal ones those that come first. Zeros are never
   * marked.
   *
   * @param values none negative
   * @param from start of the range
   * @param to end of the range, exclusive
   * @param count how many to mark; all that are not zero if there are fewer
   * @param marked set to true at the chosen positions, otherwise left alone
   */
  static void mark(double[] values, int from, int to, long count, boolean[] marked) {
    if (count <= 0) {
      return;
    }
    double threshold = count >= to - from ? 0 : nthLargest(values, from, to, (int) count);
    long room = count;
    for (int i = from; i < to; i++) {
      if (values[i] > threshold) {
        marked[i] = true;
        room--;
      }
    }
    for (int i = from; i < to && room > 0 && threshold > 0; i++) {
      if (values[i] == threshold) {
        marked[i] = true;
        room--;
      }
    }
  }

  private static double nthLargest(double[] values, int from, int to, int n) {
    double[] sorted = Arrays.copyOfRange(values, from, to);
    Arrays.sort(sorted);
    return sorted[sorted.length - n];
  }
}
