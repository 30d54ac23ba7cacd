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

  /** Quickselect (Hoare, "Algorithm 65: find", 1961): a matrix has too many entries to sort. */
  private static double nthLargest(double[] values, int from, int to, int n) {
    double[] v = Arrays.copyOfRange(values, from, to);
    int wanted = v.length - n;
    int low = 0;
    int high = v.length - 1;
    while (low < high) {
      double pivot = median(v[low], v[(low + high) >>> 1], v[high]);
      int i = low;
      int j = high;
      while (i <= j) {
        while (v[i] < pivot) {
          i++;
        }
        while (v[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double swapped = v[i];
          v[i++] = v[j];
          v[j--] = swapped;
        }
      }
      // Between j and i, if there is anything, is the pivot.
      if (wanted > j && wanted < i) {
        return pivot;
      }
      low = wanted >= i ? i : low;
      high = wanted <= j ? j : high;
    }
    return v[wanted];
  }

  private static double median(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
