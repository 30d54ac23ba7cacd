package io.github.dl4jdoping.sparsity;

import java.util.Arrays;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Bank-balanced sparsity: within a tile of 16 consecutive outputs and one bank of consecutive inputs,
 * every output has equally many entries, so that 16 outputs advance in lockstep. The last group of
 * outputs and the last bank may be smaller.
 *
 * <p>Cao et al., "Efficient and effective sparse LSTM on FPGA with bank-balanced sparsity", FPGA 2019,
 * has the same number of entries in all banks. That the number is free for each tile, from none to
 * the whole bank, is a variation of this library: tiles that matter more get more.
 *
 * @param bank inputs in a bank: 16, 32 or 64
 */
public record BankBalanced(@JsonProperty("bank") int bank) implements Granularity {

  private static final long serialVersionUID = 1L;

  /** Outputs in a tile. */
  static final int OUTPUTS = 16;

  /**
   * Checks the size.
   *
   * @param bank inputs in a bank
   * @throws IllegalArgumentException if it is not 16, 32 or 64
   */
  @JsonCreator
  public BankBalanced {
    if (bank != 16 && bank != 32 && bank != 64) {
      throw new IllegalArgumentException("A bank has 16, 32 or 64 inputs; got " + bank + ".");
    }
  }

  @Override
  public long achievable(long rows, long columns, long nonZeros) {
    return Pieces.of(OUTPUTS, rows, columns).achievable(nonZeros);
  }

  @Override
  public boolean describes(double[] magnitudes, int rows) {
    int columns = magnitudes.length / rows;
    for (int column = 0; column < columns; column++) {
      int first = column / OUTPUTS * OUTPUTS;
      for (int start = 0; start < rows; start += bank) {
        int end = Math.min(rows, start + bank);
        if (nonZeros(magnitudes, column * rows + start, column * rows + end)
            != nonZeros(magnitudes, first * rows + start, first * rows + end)) {
          return false;
        }
      }
    }
    return true;
  }

  private static int nonZeros(double[] magnitudes, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += magnitudes[i] != 0 ? 1 : 0;
    }
    return count;
  }

  /**
   * {@inheritDoc}
   *
   * <p>A piece is one more entry in every output of a tile. Its gain is the sum of the k-th largest
   * magnitudes, which falls with k, so that the best pieces are a number of first ones of each tile.
   */
  @Override
  public boolean[] largest(double[] magnitudes, int rows, long keep) {
    int columns = magnitudes.length / rows;
    Pieces pieces = Pieces.of(OUTPUTS, rows, columns);
    boolean[] chosen = pieces.best(gains(magnitudes, rows, columns), keep);
    boolean[] kept = new boolean[magnitudes.length];
    for (int start = 0; start < rows; start += bank) {
      int end = Math.min(rows, start + bank);
      for (int column = 0; column < columns; column++) {
        int tile = column / OUTPUTS * rows;
        int count = count(chosen, tile + start, tile + end);
        Largest.mark(magnitudes, column * rows + start, column * rows + end, count, kept);
      }
    }
    return kept;
  }

  /** Piece k of the tile that starts at an input has the index of input {@code start + k}. */
  private double[] gains(double[] magnitudes, int rows, int columns) {
    double[] gains = new double[(columns + OUTPUTS - 1) / OUTPUTS * rows];
    for (int first = 0; first < columns; first += OUTPUTS) {
      int last = Math.min(columns, first + OUTPUTS);
      for (int start = 0; start < rows; start += bank) {
        int end = Math.min(rows, start + bank);
        int from = first / OUTPUTS * rows + start;
        int available = end - start;
        for (int column = first; column < last; column++) {
          int ranked = addRanked(magnitudes, column * rows + start, end - start, gains, from);
          available = Math.min(available, ranked);
        }
        Arrays.fill(gains, from + available, from + end - start, 0);
      }
    }
    return gains;
  }

  /** Adds the magnitudes of one output to the gains, the largest first; returns how many there are. */
  private static int addRanked(
      double[] magnitudes, int offset, int length, double[] gains, int from) {
    double[] rising = Arrays.copyOfRange(magnitudes, offset, offset + length);
    Arrays.sort(rising);
    int count = 0;
    for (int k = 0; k < length && rising[length - 1 - k] > 0; k++) {
      gains[from + k] += rising[length - 1 - k];
      count++;
    }
    return count;
  }

  private static int count(boolean[] chosen, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += chosen[i] ? 1 : 0;
    }
    return count;
  }

  @Override
  public String toString() {
    return "balanced in banks of " + bank;
  }
}
