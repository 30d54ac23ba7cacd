package io.github.dl4jdoping.kernel.vector;

import io.github.dl4jdoping.kernel.Hadamard;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Whole vectors only: the last one overlaps the one before where the length is no multiple of theirs,
 * and is computed first, from entries that nothing has been added to.
 */
final class VectorHadamard implements Hadamard {

  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = WIDE.length();

  @Override
  public void add(int length, float[] x, int xAt, float[] y, int yAt, float[] sum, int sumAt) {
    int last = length - LANES;
    if (last < 0) {
      for (int i = 0; i < length; i++) {
        sum[sumAt + i] += x[xAt + i] * y[yAt + i];
      }
      return;
    }
    FloatVector end = sum(x, xAt + last, y, yAt + last, sum, sumAt + last);
    for (int i = 0; i < last; i += LANES) {
      sum(x, xAt + i, y, yAt + i, sum, sumAt + i).intoArray(sum, sumAt + i);
    }
    end.intoArray(sum, sumAt + last);
  }

  private static FloatVector sum(float[] x, int xAt, float[] y, int yAt, float[] sum, int sumAt) {
    return FloatVector.fromArray(WIDE, x, xAt)
        .fma(FloatVector.fromArray(WIDE, y, yAt), FloatVector.fromArray(WIDE, sum, sumAt));
  }
}
