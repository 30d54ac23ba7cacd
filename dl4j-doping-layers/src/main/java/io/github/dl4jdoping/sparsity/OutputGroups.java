package io.github.dl4jdoping.sparsity;

import java.util.Arrays;

/**
 * Consecutive outputs that are pruned together. Groups have {@code width} outputs, a power of two;
 * the outputs that are left over are divided into groups of smaller powers of two, the wider first:
 * with groups of 64, the last 40 of 2600 outputs are groups of 32 and of 8.
 */
final class OutputGroups {

  /** First output of each group, and the number of all outputs. */
  private final int[] starts;

  private OutputGroups(int[] starts) {
    this.starts = starts;
  }

  /**
   * The groups of a matrix.
   *
   * @param width outputs in a group, a power of two
   * @param outputs n, at least 1
   */
  static OutputGroups of(int width, long outputs) {
    int end = Math.toIntExact(outputs);
    int[] starts = new int[end / width + Integer.SIZE];
    int count = 0;
    int size = width;
    for (int start = 0; start < end; start += size) {
      size = Math.min(size, Integer.highestOneBit(end - start));
      starts[count++] = start;
    }
    starts[count] = end;
    return new OutputGroups(Arrays.copyOf(starts, count + 1));
  }

  int count() {
    return starts.length - 1;
  }

  int start(int group) {
    return starts[group];
  }

  /** One past the last output of a group. */
  int end(int group) {
    return starts[group + 1];
  }

  int size(int group) {
    return end(group) - start(group);
  }
}
