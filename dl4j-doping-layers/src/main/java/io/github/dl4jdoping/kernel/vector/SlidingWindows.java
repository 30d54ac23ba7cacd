package io.github.dl4jdoping.kernel.vector;

import io.github.dl4jdoping.support.Support;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A sparse matrix cut up for look-ups in registers. A group of {@link #OUTPUTS} outputs is worked off
 * in slots. Each slot has a window, a few consecutive inputs that fit into registers, and for each
 * output of the group one value and the place of its input in that window; an output that has no
 * non-zero there has the value 0.
 *
 * <p>A group's windows slide along the inputs at the pace of the output that lags most behind. Where
 * that would leave most of a slot empty, the laggard's non-zero is left out, to be added by other
 * means. For a bank-balanced support whose banks are as wide as the window no slot has an empty place.
 */
final class SlidingWindows {

  /** Outputs of a group: four vectors of sixteen, which share what is loaded of x. */
  static final int OUTPUTS = 64;

  private final Support support;
  private final float[] values;
  private final int window;

  /** Columns in the order in which they are grouped. */
  private final int[] order;

  /** The first non-zero of each column, and the number of all behind the last. */
  private final int[] starts;

  private final int[] firstSlots;
  private int[] bases = new int[16];
  private int[] entries = new int[16 * OUTPUTS];
  private int slots;
  private final boolean[] left;
  private int leftOver;

  private SlidingWindows(
      Support support, float[] values, int window, double leastFill, boolean sorted) {
    this.support = support;
    this.values = values;
    this.window = window;
    this.starts = starts(support);
    this.order = sorted ? bySize(starts) : null;
    this.left = new boolean[values.length];
    int groups = (support.columns() + OUTPUTS - 1) / OUTPUTS;
    this.firstSlots = new int[groups + 1];
    for (int group = 0; group < groups; group++) {
      fill(group, leastFill);
      firstSlots[group + 1] = slots;
    }
  }

  /**
   * Cuts a matrix up.
   *
   * @param support its support, with at least {@code window} rows
   * @param values its values
   * @param window number of inputs of a window
   * @param leastFill share of a slot's outputs that must have a non-zero, in [0, 1]
   * @param sorted whether to group outputs with about as many non-zeros
   */
  static SlidingWindows of(
      Support support, float[] values, int window, double leastFill, boolean sorted) {
    return new SlidingWindows(support, values, window, leastFill, sorted);
  }

  private static int[] starts(Support support) {
    int[] starts = new int[support.columns() + 1];
    for (int k = 0; k < support.size(); k++) {
      starts[support.column(k) + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    return starts;
  }

  private static int[] bySize(int[] starts) {
    return IntStream.range(0, starts.length - 1)
        .boxed()
        .sorted(Comparator.comparingInt(column -> starts[column + 1] - starts[column]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private void fill(int group, double leastFill) {
    int outputs = Math.min(OUTPUTS, support.columns() - group * OUTPUTS);
    int[] next = new int[outputs];
    int[] end = new int[outputs];
    for (int i = 0; i < outputs; i++) {
      next[i] = starts[column(group * OUTPUTS + i)];
      end[i] = starts[column(group * OUTPUTS + i) + 1];
    }
    int laggard = laggard(next, end);
    while (laggard >= 0) {
      int base = Math.min(support.row(next[laggard]), support.rows() - window);
      if (filled(next, end, base) < leastFill * OUTPUTS) {
        left[next[laggard]++] = true;
        leftOver++;
      } else {
        takeSlot(next, end, base);
      }
      laggard = laggard(next, end);
    }
  }

  /** The output whose next input comes first, or -1 if there is none left. */
  private int laggard(int[] next, int[] end) {
    int found = -1;
    int first = Integer.MAX_VALUE;
    for (int i = 0; i < next.length; i++) {
      if (next[i] < end[i] && support.row(next[i]) < first) {
        first = support.row(next[i]);
        found = i;
      }
    }
    return found;
  }

  private int filled(int[] next, int[] end, int base) {
    int count = 0;
    for (int i = 0; i < next.length; i++) {
      count += fits(next[i], end[i], base) ? 1 : 0;
    }
    return count;
  }

  private boolean fits(int next, int end, int base) {
    return next < end && support.row(next) < base + window;
  }

  private void takeSlot(int[] next, int[] end, int base) {
    if (slots == bases.length) {
      bases = Arrays.copyOf(bases, 2 * slots);
      entries = Arrays.copyOf(entries, 2 * slots * OUTPUTS);
    }
    bases[slots] = base;
    Arrays.fill(entries, slots * OUTPUTS, (slots + 1) * OUTPUTS, -1);
    for (int i = 0; i < next.length; i++) {
      if (fits(next[i], end[i], base)) {
        entries[slots * OUTPUTS + i] = next[i]++;
      }
    }
    slots++;
  }

  /** Whether outputs are in another order than the matrix's columns. */
  boolean isSorted() {
    return order != null;
  }

  /** The column of the output at a place, counted through all groups. */
  int column(int place) {
    return order == null ? place : order[place];
  }

  int groups() {
    return firstSlots.length - 1;
  }

  int slots() {
    return slots;
  }

  /** The first slot of each group, and the number of all slots. */
  int[] firstSlots() {
    return firstSlots;
  }

  /** The first input of each slot's window. */
  int[] bases() {
    return Arrays.copyOf(bases, slots);
  }

  /** The value of an output in a slot. */
  float value(int slot, int output) {
    int entry = entries[slot * OUTPUTS + output];
    return entry < 0 ? 0f : values[entry];
  }

  /** The place of an output's input in a slot's window. */
  int index(int slot, int output) {
    int entry = entries[slot * OUTPUTS + output];
    return entry < 0 ? 0 : support.row(entry) - bases[slot];
  }

  /** The number of non-zeros that no slot has. */
  int leftOver() {
    return leftOver;
  }

  /** The non-zeros that no slot has. */
  SingleEntries rest() {
    return new SingleEntries(support, values, IntStream.range(0, left.length).filter(k -> left[k]));
  }
}
