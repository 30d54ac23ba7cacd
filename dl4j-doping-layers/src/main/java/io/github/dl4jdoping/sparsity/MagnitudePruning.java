package io.github.dl4jdoping.sparsity;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.longer.CountNonZero;
import org.nd4j.linalg.factory.Nd4j;

/** Keeps the entries of largest magnitude of an array, an exact number of them. */
public final class MagnitudePruning {

  private MagnitudePruning() {}

  /**
   * The number of entries that are not zero.
   *
   * @param values any array
   * @return the size of its support
   */
  public static long nonZeros(INDArray values) {
    // Not a Condition: those take everything up to 1e-5 for zero.
    return Nd4j.getExecutioner().exec(new CountNonZero(values)).getLong(0);
  }

  /**
   * Sets all but the {@code keep} entries of largest magnitude to zero. Of entries of equal
   * magnitude those that come first in the array's own order are kept.
   *
   * @param values any array, also a view; changed in place
   * @param keep number of entries to keep, at least 0
   */
  public static void prune(INDArray values, long keep) {
    values.muli(support(values, keep));
  }

  /**
   * The entries of largest magnitude as a mask of ones and zeros. Entries that are zero are never
   * part of it.
   *
   * @param values any array
   * @param keep number of entries, at least 0
   * @return an array of the same type, shape and order with {@code min(keep, non-zeros)} ones
   */
  static INDArray support(INDArray values, long keep) {
    double[] magnitudes = magnitudes(values);
    boolean[] kept = largest(magnitudes, keep);
    float[] mask = new float[kept.length];
    for (int i = 0; i < kept.length; i++) {
      mask[i] = kept[i] ? 1 : 0;
    }
    return Nd4j.createFromArray(mask)
        .castTo(values.dataType())
        .reshape(values.ordering(), values.shape());
  }

  private static double[] magnitudes(INDArray values) {
    double[] magnitudes = values.dup(values.ordering()).data().asDouble();
    for (int i = 0; i < magnitudes.length; i++) {
      magnitudes[i] = Math.abs(magnitudes[i]);
    }
    return magnitudes;
  }

  private static boolean[] largest(double[] magnitudes, long keep) {
    boolean[] kept = new boolean[magnitudes.length];
    if (keep <= 0) {
      return kept;
    }
    double threshold = keep >= magnitudes.length ? 0 : nthLargest(magnitudes, (int) keep);
    long room = keep;
    for (int i = 0; i < magnitudes.length; i++) {
      kept[i] = magnitudes[i] > threshold;
      room -= kept[i] ? 1 : 0;
    }
    for (int i = 0; i < magnitudes.length && room > 0 && threshold > 0; i++) {
      if (magnitudes[i] == threshold) {
        kept[i] = true;
        room--;
      }
    }
    return kept;
  }

  private static double nthLargest(double[] magnitudes, int n) {
    double[] sorted = magnitudes.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length - n];
  }
}
