package io.github.dl4jdoping.kernel.vector;

import io.github.dl4jdoping.kernel.Product;
import io.github.dl4jdoping.kernel.scalar.CompressedColumns;
import io.github.dl4jdoping.support.Support;

/**
 * Chooses the layout of a sparse matrix by an estimate of what a product costs. The constants are
 * nanoseconds as measured on a Zen 4 core; only their ratios matter.
 */
final class SparseLayouts {

  private static final double PER_ENTRY = 0.62;
  private static final double PER_ENTRY_ALONE = 1.4;
  private static final double PER_SORTED_OUTPUT = 1.1;
  private static final double PER_SLOT_OF_16 = TwoVectorSelect.isAvailable() ? 3.6 : 8;
  private static final double PER_SLOT_OF_32 = 4.2;
  private static final double PER_BLOCK = 0.9;

  /** Slots with less in them are dearer than their non-zeros one by one. */
  private static final double LEAST_FILL = 0.1;

  private SparseLayouts() {}

  static Product fastest(Support support, float[] values, CompressedColumns plain) {
    Candidate best = new Candidate(plain, PER_ENTRY * values.length);
    if (support.rows() >= Window16Product.WINDOW) {
      best = best.or(windowsOf16(support, values, false));
      best = best.or(windowsOf16(support, values, true));
    }
    if (support.rows() >= Window32Product.WINDOW && TwoVectorSelect.isAvailable()) {
      best = best.or(windowsOf32(support, values, false));
      best = best.or(windowsOf32(support, values, true));
    }
    return best.or(blocks(support, values)).product();
  }

  private static Candidate blocks(Support support, float[] values) {
    BlockProduct product = new BlockProduct(support, values);
    return new Candidate(product, PER_BLOCK * product.blocks());
  }

  private static Candidate windowsOf16(Support support, float[] values, boolean sorted) {
    SlidingWindows windows =
        SlidingWindows.of(support, values, Window16Product.WINDOW, LEAST_FILL, sorted);
    Product product = new Window16Product(support.rows(), support.columns(), windows);
    return new Candidate(product, cost(windows, PER_SLOT_OF_16, support.columns()));
  }

  private static Candidate windowsOf32(Support support, float[] values, boolean sorted) {
    SlidingWindows windows =
        SlidingWindows.of(support, values, Window32Product.WINDOW, LEAST_FILL, sorted);
    Product product = new Window32Product(support.rows(), support.columns(), windows);
    return new Candidate(product, cost(windows, PER_SLOT_OF_32, support.columns()));
  }

  private static double cost(SlidingWindows windows, double perSlot, int columns) {
    return perSlot * windows.slots()
        + PER_ENTRY_ALONE * windows.leftOver()
        + (windows.isSorted() ? PER_SORTED_OUTPUT * columns : 0);
  }

  private record Candidate(Product product, double cost) {
    Candidate or(Candidate other) {
      return other.cost < cost ? other : this;
    }
  }
}
