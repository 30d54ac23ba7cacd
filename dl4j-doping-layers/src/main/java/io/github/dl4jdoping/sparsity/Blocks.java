package io.github.dl4jdoping.sparsity;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Block sparsity: 8 or 16 consecutive outputs that share an input are kept or dropped together. With
 * row vectors, {@code z = x S}, a block multiplies one element of x with contiguous values and adds
 * them to contiguous outputs. Blocks start at multiples of their width; what is left at the end of a
 * row are narrower ones, of 8, 4, 2 and 1.
 *
 * <p>Blocks are compared by the root mean square of their entries, which for blocks of one width is
 * their L2 norm. A block with a zero inside counts as dropped.
 *
 * @param width outputs in a block: 8 or 16
 */
public record Blocks(@JsonProperty("width") int width) implements Granularity {

  private static final long serialVersionUID = 1L;

  /**
   * Checks the width.
   *
   * @param width outputs in a block
   * @throws IllegalArgumentException if it is not 8 or 16
   */
  @JsonCreator
  public Blocks {
    if (width != 8 && width != 16) {
      throw new IllegalArgumentException("A block has 8 or 16 outputs; got " + width + ".");
    }
  }

  @Override
  public long achievable(long rows, long columns, long nonZeros) {
    return Pieces.of(OutputGroups.of(width, columns), rows).achievable(nonZeros);
  }

  @Override
  public boolean describes(double[] magnitudes, int rows) {
    OutputGroups groups = OutputGroups.of(width, magnitudes.length / rows);
    for (int group = 0; group < groups.count(); group++) {
      int first = groups.start(group) * rows;
      for (int i = first; i < groups.end(group) * rows; i++) {
        if (magnitudes[i] != 0 != (magnitudes[first + i % rows] != 0)) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public boolean[] largest(double[] magnitudes, int rows, long keep) {
    OutputGroups groups = OutputGroups.of(width, magnitudes.length / rows);
    boolean[] chosen = Pieces.of(groups, rows).best(gains(magnitudes, rows, groups), keep);
    boolean[] kept = new boolean[magnitudes.length];
    for (int group = 0; group < groups.count(); group++) {
      for (int column = groups.start(group); column < groups.end(group); column++) {
        System.arraycopy(chosen, group * rows, kept, column * rows, rows);
      }
    }
    return kept;
  }

  /** Sums of squares: runs of equally many entries compare by them as by root mean squares. */
  private static double[] gains(double[] magnitudes, int rows, OutputGroups groups) {
    double[] gains = new double[groups.count() * rows];
    for (int group = 0; group < groups.count(); group++) {
      for (int i = groups.start(group) * rows; i < groups.end(group) * rows; i++) {
        double magnitude = magnitudes[i];
        // NaN marks a block with a zero inside.
        gains[group * rows + i % rows] += magnitude == 0 ? Double.NaN : magnitude * magnitude;
      }
    }
    for (int i = 0; i < gains.length; i++) {
      // A square may be too small for a double, but a gain of 0 means that there is no block.
      gains[i] = Double.isNaN(gains[i]) ? 0 : Math.max(gains[i], Double.MIN_VALUE);
    }
    return gains;
  }

  @Override
  public String toString() {
    return "blocks of 1 x " + width;
  }
}
