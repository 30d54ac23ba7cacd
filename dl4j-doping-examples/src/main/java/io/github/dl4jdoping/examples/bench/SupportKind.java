package io.github.dl4jdoping.examples.bench;

import io.github.dl4jdoping.sparsity.Granularity;
import java.util.Locale;

/** Where the non-zeros of the sparse matrices may be. */
enum SupportKind {
  /** Every output has equally many non-zeros in each bank of 16 inputs. */
  BALANCED,
  /** Anywhere: unstructured. */
  ANY;

  /** The largest number of non-zeros up to a given one that a matrix can have. */
  int achievable(int rows, int columns, int count) {
    return this == ANY ? count : BalancedTiles.achievable(rows, columns, count);
  }

  /** The same in a network's configuration. */
  Granularity granularity() {
    return this == ANY ? Granularity.unstructured() : Granularity.bankBalanced(BalancedTiles.BANK);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
