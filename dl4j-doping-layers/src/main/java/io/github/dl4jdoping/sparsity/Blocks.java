package io.github.dl4jdoping.sparsity;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Block sparsity: 8 or 16 consecutive outputs that share an input are kept or dropped together. With
 * row vectors, {@code z = x S}, a block multiplies one element of x with contiguous values and adds
 * them to contiguous outputs. Blocks start at multiples of their width; the last one of a row may be
 * narrower.
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
    return Pieces.of(width, rows, columns).achievable(nonZeros);
  }

  @Override
  public boolean describes(double[] magnitudes, int rows) {
    for (int column = 0; column < magnitudes.length / rows; column++) {
      int own = column * rows;
      int first = column / width * width * rows;
      for (int row = 0; row < rows; row++) {
        if (magnitudes[own + row] != 0 != (magnitudes[first + row] != 0)) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public boolean[] largest(double[] magnitudes, int rows, long keep) {
    int columns = magnitudes.length / rows;
    boolean[] chosen = Pieces.of(width, rows, columns).best(gains(magnitudes, rows, columns), keep);
    boolean[] kept = new boolean[magnitudes.length];
    for (int column = 0; column < columns; column++) {
      System.arraycopy(chosen, column / width * rows, kept, column * rows, rows);
    }
    return kept;
  }

  /** Sums of squares: runs of equally many entries compare by them as by root mean squares. */
  private double[] gains(double[] magnitudes, int rows, int columns) {
    double[] gains = new double[(columns + width - 1) / width * rows];
    for (int column = 0; column < columns; column++) {
      int blocks = column / width * rows;
      for (int row = 0; row < rows; row++) {
        double magnitude = magnitudes[column * rows + row];
        // NaN marks a block with a zero inside.
        gains[blocks + row] += magnitude == 0 ? Double.NaN : magnitude * magnitude;
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
