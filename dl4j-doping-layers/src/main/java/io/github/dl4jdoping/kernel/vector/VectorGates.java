package io.github.dl4jdoping.kernel.vector;

import io.github.dl4jdoping.kernel.RationalTanh;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The element-wise part of an LSTM step; formulas as in {@link RationalTanh}. No method takes or gives
 * a vector: HotSpot does not always inline one, and then its vectors are put on the heap.
 */
final class VectorGates {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorGates() {}

  static void lstm(
      int units, float[] z, int zFrom, float[] cell, int cellFrom, float[] hidden, int hiddenFrom) {
    tanh(units, z, zFrom, z, zFrom);
    sigmoid(3 * units, z, zFrom + units);
    int forget = zFrom + units;
    int input = zFrom + 3 * units;
    multiplyTwice(units, z, zFrom, input, forget, cell, cellFrom);
    tanh(units, cell, cellFrom, hidden, hiddenFrom);
    multiply(units, z, zFrom + 2 * units, hidden, hiddenFrom);
  }

  private static void tanh(int length, float[] source, int from, float[] target, int to) {
    int whole = SPECIES.loopBound(length);
    scaledTanh(whole, source, from, target, to, 1f, 0f);
    for (int j = whole; j < length; j++) {
      target[to + j] = RationalTanh.tanh(source[from + j]);
    }
  }

  private static void sigmoid(int length, float[] values, int from) {
    int whole = SPECIES.loopBound(length);
    scaledTanh(whole, values, from, values, from, 0.5f, 0.5f);
    for (int j = whole; j < length; j++) {
      values[from + j] = RationalTanh.sigmoid(values[from + j]);
    }
  }

  /** {@code scale tanh(scale x) + shift} for whole vectors: tanh for 1 and 0, sigmoid for halves. */
  private static void scaledTanh(
      int length, float[] source, int from, float[] target, int to, float scale, float shift) {
    FloatVector limit = FloatVector.broadcast(SPECIES, RationalTanh.LIMIT);
    FloatVector lowest = FloatVector.broadcast(SPECIES, -RationalTanh.LIMIT);
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    FloatVector p1 = FloatVector.broadcast(SPECIES, RationalTanh.P1);
    FloatVector p2 = FloatVector.broadcast(SPECIES, RationalTanh.P2);
    FloatVector p3 = FloatVector.broadcast(SPECIES, RationalTanh.P3);
    FloatVector p4 = FloatVector.broadcast(SPECIES, RationalTanh.P4);
    FloatVector q1 = FloatVector.broadcast(SPECIES, RationalTanh.Q1);
    FloatVector q2 = FloatVector.broadcast(SPECIES, RationalTanh.Q2);
    FloatVector q3 = FloatVector.broadcast(SPECIES, RationalTanh.Q3);
    FloatVector q4 = FloatVector.broadcast(SPECIES, RationalTanh.Q4);
    FloatVector scales = FloatVector.broadcast(SPECIES, scale);
    FloatVector shifts = FloatVector.broadcast(SPECIES, shift);
    for (int j = 0; j < length; j += LANES) {
      FloatVector value = FloatVector.fromArray(SPECIES, source, from + j).mul(scales);
      // In contrast to min and max these are two instructions a side; NaN stays NaN all the same.
      FloatVector below = value.blend(limit, value.compare(VectorOperators.GT, limit));
      FloatVector x = below.blend(lowest, below.compare(VectorOperators.LT, lowest));
      FloatVector y = x.mul(x);
      FloatVector p = p4.fma(y, p3).fma(y, p2).fma(y, p1).fma(y, one);
      FloatVector q = q4.fma(y, q3).fma(y, q2).fma(y, q1).fma(y, one);
      x.mul(p).div(q).fma(scales, shifts).intoArray(target, to + j);
    }
  }

  /** {@code c = z[f] c + z[i] z[a]}. */
  private static void multiplyTwice(
      int length, float[] z, int a, int i, int f, float[] cell, int cellFrom) {
    int whole = SPECIES.loopBound(length);
    for (int j = 0; j < whole; j += LANES) {
      FloatVector input = FloatVector.fromArray(SPECIES, z, i + j);
      FloatVector added = input.mul(FloatVector.fromArray(SPECIES, z, a + j));
      FloatVector old = FloatVector.fromArray(SPECIES, cell, cellFrom + j);
      FloatVector.fromArray(SPECIES, z, f + j).fma(old, added).intoArray(cell, cellFrom + j);
    }
    for (int j = whole; j < length; j++) {
      cell[cellFrom + j] = z[f + j] * cell[cellFrom + j] + z[i + j] * z[a + j];
    }
  }

  private static void multiply(int length, float[] factors, int from, float[] values, int to) {
    int whole = SPECIES.loopBound(length);
    for (int j = 0; j < whole; j += LANES) {
      FloatVector product =
          FloatVector.fromArray(SPECIES, values, to + j)
              .mul(FloatVector.fromArray(SPECIES, factors, from + j));
      product.intoArray(values, to + j);
    }
    for (int j = whole; j < length; j++) {
      values[to + j] *= factors[from + j];
    }
  }
}
