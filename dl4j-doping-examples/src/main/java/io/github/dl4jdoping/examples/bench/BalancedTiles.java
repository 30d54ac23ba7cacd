package io.github.dl4jdoping.examples.bench;

import java.util.random.RandomGenerator;

/**
 * A bank-balanced support: in every tile of 64 outputs by one bank of 16 inputs, all outputs have
 * equally many non-zeros. The last group of outputs and the last bank may be smaller. The numbers of
 * any two full tiles differ by one at most.
 */
final class BalancedTiles {

  /** Inputs in a tile. */
  static final int BANK = 16;

  private static final int OUTPUTS = 64;

  /** Draws some ascending numbers below a bound. */
  interface Choice {

    int[] choose(int chosen, int from);
  }

  private final int rows;
  private final int columns;
  private final int count;
  private final int banks;
  private final int groups;
  private final int[][] perOutput;

  BalancedTiles(int rows, int columns, int count, RandomGenerator random) {
    this.rows = rows;
    this.columns = columns;
    this.count = count;
    banks = (rows + BANK - 1) / BANK;
    groups = (columns + OUTPUTS - 1) / OUTPUTS;
    perOutput = new int[groups][banks];
    int narrow = narrowPieces(rows, columns, count);
    if (narrow < 0) {
      throw new IllegalArgumentException(
          "Balanced tiles of [" + rows + ", " + columns + "] cannot have " + count + " non-zeros.");
    }
    int width = columns % OUTPUTS;
    int fullGroups = columns / OUTPUTS;
    spread(narrow, fullGroups, groups, random);
    spread((count - narrow * width) / OUTPUTS, 0, fullGroups, random);
  }

  /**
   * The largest number of non-zeros up to a given one that tiles can have.
   *
   * @param rows m, number of inputs
   * @param columns n, number of outputs
   * @param count at least 0
   */
  static int achievable(int rows, int columns, int count) {
    int achievable = count;
    while (narrowPieces(rows, columns, achievable) < 0) {
      achievable--;
    }
    return achievable;
  }

  /**
   * How many pieces, each an entry in every output of a tile, go to a last group that is not full:
   * about its share, and so many that the rest is a multiple of 64. Negative if there is no such
   * number.
   */
  private static int narrowPieces(int rows, int columns, int count) {
    int width = columns % OUTPUTS;
    int share = (int) Math.round((double) count / columns);
    for (int distance = 0; distance <= (width == 0 ? 0 : OUTPUTS); distance++) {
      for (int pieces : new int[] {share - distance, share + distance}) {
        boolean possible = pieces >= 0 && pieces <= rows && pieces * width <= count;
        if (possible && (count - pieces * width) % OUTPUTS == 0) {
          return width == 0 ? 0 : pieces;
        }
      }
    }
    return -1;
  }

  /** Deals pieces out to the tiles of some groups, one each, round after round. */
  private void spread(int pieces, int fromGroup, int toGroup, RandomGenerator random) {
    int tiles = (toGroup - fromGroup) * banks;
    int left = pieces;
    for (int round = 0; left > 0 && round < BANK; round++) {
      for (int tile = 0, open = tiles; tile < tiles && left > 0; tile++, open--) {
        boolean takes = left >= open || random.nextInt(open) < left;
        int bank = tile % banks;
        if (takes && round < width(bank)) {
          perOutput[fromGroup + tile / banks][bank]++;
          left--;
        }
      }
    }
    if (left > 0) {
      throw new IllegalArgumentException(count + " non-zeros are more than the tiles can hold.");
    }
  }

  private int width(int bank) {
    return Math.min(BANK, rows - bank * BANK);
  }

  int[] positions(Choice choice) {
    int[] positions = new int[count];
    int next = 0;
    for (int column = 0; column < columns; column++) {
      for (int bank = 0; bank < banks; bank++) {
        int from = column * rows + bank * BANK;
        for (int i : choice.choose(perOutput[column / OUTPUTS][bank], width(bank))) {
          positions[next] = from + i;
          next++;
        }
      }
    }
    return positions;
  }
}
