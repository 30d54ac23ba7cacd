package io.github.dl4jdoping.sparsity;

import java.util.Arrays;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Bank-balanced sparsity: within a tile of 64 consecutive outputs and one bank of consecutive inputs,
 * every output has equally many entries, so that 64 outputs advance in lockstep: four vectors of 16,
 * which share what is loaded of the inputs. The outputs that are left over are divided into groups of
 * 32, 16, 8 and 4 (of any power of two if their number is not a multiple of four), and the last bank
 * may be shorter.
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
  static final int OUTPUTS = 64;

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
    return Pieces.of(OutputGroups.of(OUTPUTS, columns), rows).achievable(nonZeros);
  }

  @Override
  public boolean describes(double[] magnitudes, int rows) {
    OutputGroups groups = OutputGroups.of(OUTPUTS, magnitudes.length / rows);
    for (int group = 0; group < groups.count(); group++) {
      for (int start = 0; start < rows; start += bank) {
        if (!isBalanced(magnitudes, rows, groups, group, start)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isBalanced(
      double[] magnitudes, int rows, OutputGroups groups, int group, int start) {
    int end = Math.min(rows, start + bank);
    int first = groups.start(group);
    int count = nonZeros(magnitudes, first * rows + start, first * rows + end);
    for (int column = first + 1; column < groups.end(group); column++) {
      if (nonZeros(magnitudes, column * rows + start, column * rows + end) != count) {
        return false;
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
    OutputGroups groups = OutputGroups.of(OUTPUTS, magnitudes.length / rows);
    boolean[] chosen = Pieces.of(groups, rows).best(gains(magnitudes, rows, groups), keep);
    boolean[] kept = new boolean[magnitudes.length];
    for (int group = 0; group < groups.count(); group++) {
      for (int start = 0; start < rows; start += bank) {
        int end = Math.min(rows, start + bank);
        int count = count(chosen, group * rows + start, group * rows + end);
        for (int column = groups.start(group); column < groups.end(group); column++) {
          Largest.mark(magnitudes, column * rows + start, column * rows + end, count, kept);
        }
      }
    }
    return kept;
  }

  /** Piece k of the tile that starts at an input has the index of input {@code start + k}. */
  private double[] gains(double[] magnitudes, int rows, OutputGroups groups) {
    double[] gains = new double[groups.count() * rows];
    for (int group = 0; group < groups.count(); group++) {
      for (int start = 0; start < rows; start += bank) {
        int length = Math.min(rows - start, bank);
        int from = group * rows + start;
        int available = length;
        for (int column = groups.start(group); column < groups.end(group); column++) {
          int ranked = addRanked(magnitudes, column * rows + start, length, gains, from);
          available = Math.min(available, ranked);
        }
        Arrays.fill(gains, from + available, from + length, 0);
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
