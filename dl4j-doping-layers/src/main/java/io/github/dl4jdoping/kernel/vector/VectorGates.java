package io.github.dl4jdoping.kernel.vector;

import io.github.dl4jdoping.kernel.RationalTanh;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The element-wise part of an LSTM step; formulas as in {@link RationalTanh}. Several short loops, not
 * one long one: HotSpot does not inline a helper whose own code has become long, and a vector that is
 * passed to a method that is not inlined is put on the heap.
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
    for (int j = 0; j < whole; j += LANES) {
      tanh(FloatVector.fromArray(SPECIES, source, from + j)).intoArray(target, to + j);
    }
    for (int j = whole; j < length; j++) {
      target[to + j] = RationalTanh.tanh(source[from + j]);
    }
  }

  private static void sigmoid(int length, float[] values, int from) {
    int whole = SPECIES.loopBound(length);
    for (int j = 0; j < whole; j += LANES) {
      FloatVector half = FloatVector.fromArray(SPECIES, values, from + j).mul(0.5f);
      tanh(half).mul(0.5f).add(0.5f).intoArray(values, from + j);
    }
    for (int j = whole; j < length; j++) {
      values[from + j] = RationalTanh.sigmoid(values[from + j]);
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

  private static FloatVector tanh(FloatVector values) {
    FloatVector x = clamp(values);
    FloatVector y = x.mul(x);
    return x.mul(numerator(y)).div(denominator(y));
  }

  private static FloatVector numerator(FloatVector y) {
    FloatVector p = constant(RationalTanh.P4).fma(y, constant(RationalTanh.P3));
    p = p.fma(y, constant(RationalTanh.P2));
    p = p.fma(y, constant(RationalTanh.P1));
    return p.fma(y, constant(1f));
  }

  private static FloatVector denominator(FloatVector y) {
    FloatVector q = constant(RationalTanh.Q4).fma(y, constant(RationalTanh.Q3));
    q = q.fma(y, constant(RationalTanh.Q2));
    q = q.fma(y, constant(RationalTanh.Q1));
    return q.fma(y, constant(1f));
  }

  /** In contrast to min and max this is two instructions a side; NaN stays NaN all the same. */
  private static FloatVector clamp(FloatVector values) {
    FloatVector limit = constant(RationalTanh.LIMIT);
    FloatVector below = values.blend(limit, values.compare(VectorOperators.GT, limit));
    return below.blend(limit.neg(), below.compare(VectorOperators.LT, limit.neg()));
  }

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
