package io.github.dl4jdoping.kernel.vector;

import io.github.dl4jdoping.kernel.SparseRows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * At most two vectors along the rows at a time, and two non-zeros, so that additions need not wait.
 */
final class VectorSparseRows implements SparseRows {

  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = WIDE.length();

  @Override
  public void multiply(
      int[] starts, int[] inputs, float[] values, int vectors, float[] x, float[] y, int yFrom) {
    for (int i = 0; i < vectors; i += 2 * LANES) {
      boolean two = vectors - i > LANES;
      for (int j = 0; j + 1 < starts.length; j++) {
        int yAt = yFrom + j * WIDTH + i;
        if (two) {
          sumOfTwo(starts[j], starts[j + 1], inputs, values, x, i, y, yAt);
        } else {
          sumOfOne(starts[j], starts[j + 1], inputs, values, x, i, y, yAt);
        }
      }
    }
  }

  private static void sumOfOne(
      int start, int end, int[] inputs, float[] values, float[] x, int xFrom, float[] y, int yAt) {
    FloatVector even = FloatVector.zero(WIDE);
    FloatVector odd = FloatVector.zero(WIDE);
    int k = start;
    for (; k + 1 < end; k += 2) {
      FloatVector value = FloatVector.broadcast(WIDE, values[k]);
      even = value.fma(FloatVector.fromArray(WIDE, x, xFrom + inputs[k] * WIDTH), even);
      FloatVector next = FloatVector.broadcast(WIDE, values[k + 1]);
      odd = next.fma(FloatVector.fromArray(WIDE, x, xFrom + inputs[k + 1] * WIDTH), odd);
    }
    if (k < end) {
      FloatVector value = FloatVector.broadcast(WIDE, values[k]);
      even = value.fma(FloatVector.fromArray(WIDE, x, xFrom + inputs[k] * WIDTH), even);
    }
    even.add(odd).intoArray(y, yAt);
  }

  private static void sumOfTwo(
      int start, int end, int[] inputs, float[] values, float[] x, int xFrom, float[] y, int yAt) {
    FloatVector even0 = FloatVector.zero(WIDE);
    FloatVector even1 = FloatVector.zero(WIDE);
    FloatVector odd0 = FloatVector.zero(WIDE);
    FloatVector odd1 = FloatVector.zero(WIDE);
    int k = start;
    for (; k + 1 < end; k += 2) {
      FloatVector value = FloatVector.broadcast(WIDE, values[k]);
      int xAt = xFrom + inputs[k] * WIDTH;
      even0 = value.fma(FloatVector.fromArray(WIDE, x, xAt), even0);
      even1 = value.fma(FloatVector.fromArray(WIDE, x, xAt + LANES), even1);
      FloatVector next = FloatVector.broadcast(WIDE, values[k + 1]);
      int nextAt = xFrom + inputs[k + 1] * WIDTH;
      odd0 = next.fma(FloatVector.fromArray(WIDE, x, nextAt), odd0);
      odd1 = next.fma(FloatVector.fromArray(WIDE, x, nextAt + LANES), odd1);
    }
    if (k < end) {
      FloatVector value = FloatVector.broadcast(WIDE, values[k]);
      int xAt = xFrom + inputs[k] * WIDTH;
      even0 = value.fma(FloatVector.fromArray(WIDE, x, xAt), even0);
      even1 = value.fma(FloatVector.fromArray(WIDE, x, xAt + LANES), even1);
    }
    even0.add(odd0).intoArray(y, yAt);
    even1.add(odd1).intoArray(y, yAt + LANES);
  }

  @Override
  public void addGradient(
      int[] starts, int[] inputs, float[] x, float[] dy, int length, float[] gradient) {
    for (int j = 0; j + 1 < starts.length; j++) {
      for (int k = starts[j]; k < starts[j + 1]; k++) {
        gradient[k] += dot(length, x, inputs[k] * length, dy, j * length);
      }
    }
  }

  private static float dot(int length, float[] x, int xAt, float[] dy, int dyAt) {
    FloatVector even = FloatVector.zero(WIDE);
    FloatVector odd = FloatVector.zero(WIDE);
    for (int i = 0; i < length; i += 2 * LANES) {
      FloatVector a = FloatVector.fromArray(WIDE, x, xAt + i);
      even = a.fma(FloatVector.fromArray(WIDE, dy, dyAt + i), even);
      FloatVector b = FloatVector.fromArray(WIDE, x, xAt + i + LANES);
      odd = b.fma(FloatVector.fromArray(WIDE, dy, dyAt + i + LANES), odd);
    }
    return even.add(odd).reduceLanes(VectorOperators.ADD);
  }
}
