package io.github.dl4jdoping.examples.bench;

import java.util.random.RandomGenerator;

/**
 * Random supports with an exact number of non-zeros, as pruning leaves them where no part of a
 * matrix matters more than another. Positions are column-major and ascending.
 */
final class RandomSupport {

  private final int rows;
  private final int columns;
  private final int count;
  private final RandomGenerator random;

  /**
   * Prepares supports of one kind.
   *
   * @param rows m, number of inputs
   * @param columns n, number of outputs
   * @param count number of non-zeros, at most m n
   * @param random draws them
   */
  RandomSupport(int rows, int columns, int count, RandomGenerator random) {
    if (count < 0 || count > (long) rows * columns) {
      throw new IllegalArgumentException(
          "A matrix [" + rows + ", " + columns + "] cannot have " + count + " non-zeros.");
    }
    this.rows = rows;
    this.columns = columns;
    this.count = count;
    this.random = random;
  }

  /**
   * A support of one kind.
   *
   * @param kind where non-zeros may be
   * @return {@code count} positions
   */
  int[] of(SupportKind kind) {
    return kind == SupportKind.ANY
        ? choose(count, rows * columns)
        : new BalancedTiles(rows, columns, count, random).positions(this::choose);
  }

  /** Selection sampling (Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S). */
  private int[] choose(int chosen, int from) {
    int[] numbers = new int[chosen];
    int next = 0;
    for (int i = 0; next < chosen; i++) {
      if (random.nextDouble() * (from - i) < chosen - next) {
        numbers[next] = i;
        next++;
      }
    }
    return numbers;
  }
}
