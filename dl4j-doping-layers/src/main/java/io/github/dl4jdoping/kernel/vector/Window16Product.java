package io.github.dl4jdoping.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Windows of sixteen inputs, one vector. Indices take four bits: the integer of a lane has those of
 * its four outputs in two slots.
 */
final class Window16Product extends WindowedProduct {

  static final int WINDOW = 16;

  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_512;
  private static final int LANES = 16;

  Window16Product(int rows, int columns, SlidingWindows windows) {
    super(rows, columns, windows, indices(windows));
  }

  private static int[] indices(SlidingWindows windows) {
    int[] packed = new int[(windows.slots() + 1) / 2 * LANES];
    for (int slot = 0; slot < windows.slots(); slot++) {
      for (int i = 0; i < OUTPUTS; i++) {
        int shift = 16 * (slot % 2) + 4 * (i / LANES);
        packed[slot / 2 * LANES + i % LANES] |= windows.index(slot, i) << shift;
      }
    }
    return packed;
  }

  private IntVector indicesOf(int slot) {
    return IntVector.fromArray(INTS, indices, (slot >> 1) * LANES)
        .lanewise(VectorOperators.LSHR, (slot & 1) << 4);
  }

  private FloatVector valuesAt(int at) {
    return FloatVector.fromArray(FLOATS, values, at);
  }

  private static IntVector table(float[] x, int at) {
    return FloatVector.fromArray(FLOATS, x, at).reinterpretAsInts();
  }

  // Since Java 24 a selection looks at the lowest four bits only; before, other bits are an error.
  private static IntVector places(IntVector packed, int output) {
    IntVector shifted = packed.lanewise(VectorOperators.LSHR, 4 * output);
    return TwoVectorSelect.isAvailable() ? shifted : shifted.and(WINDOW - 1);
  }

  private static FloatVector fma(
      IntVector places, IntVector table, FloatVector values, FloatVector sum) {
    return places.selectFrom(table).reinterpretAsFloats().fma(values, sum);
  }

  @Override
  void addOneRow(int group, float[] x, int xAt, float[] y, int yAt) {
    FloatVector s0 = FloatVector.fromArray(FLOATS, y, yAt);
    FloatVector s1 = FloatVector.fromArray(FLOATS, y, yAt + LANES);
    FloatVector s2 = FloatVector.fromArray(FLOATS, y, yAt + 2 * LANES);
    FloatVector s3 = FloatVector.fromArray(FLOATS, y, yAt + 3 * LANES);
    int end = firstSlots[group + 1];
    for (int slot = firstSlots[group]; slot < end; slot++) {
      IntVector packed = indicesOf(slot);
      int at = FIRST_VALUE + slot * OUTPUTS;
      IntVector t0 = table(x, xAt + bases[slot]);
      s0 = fma(places(packed, 0), t0, valuesAt(at), s0);
      s1 = fma(places(packed, 1), t0, valuesAt(at + LANES), s1);
      s2 = fma(places(packed, 2), t0, valuesAt(at + 2 * LANES), s2);
      s3 = fma(places(packed, 3), t0, valuesAt(at + 3 * LANES), s3);
    }
    s0.intoArray(y, yAt);
    s1.intoArray(y, yAt + LANES);
    s2.intoArray(y, yAt + 2 * LANES);
    s3.intoArray(y, yAt + 3 * LANES);
  }

  @Override
  void addFourRows(int group, float[] x, int xAt, int xStride, float[] y, int yAt, int yStride) {
    for (int half = 0; half < 2; half++) {
      addHalf(group, half, x, xAt, xStride, y, yAt + half * 2 * LANES, yStride);
    }
  }

  /** Two of a group's four vectors of outputs: with all four HotSpot gives up inlining. */
  private void addHalf(
      int group, int half, float[] x, int xAt, int xStride, float[] y, int yAt, int yStride) {
    FloatVector s00 = FloatVector.fromArray(FLOATS, y, yAt);
    FloatVector s01 = FloatVector.fromArray(FLOATS, y, yAt + LANES);
    FloatVector s10 = FloatVector.fromArray(FLOATS, y, yAt + yStride);
    FloatVector s11 = FloatVector.fromArray(FLOATS, y, yAt + yStride + LANES);
    FloatVector s20 = FloatVector.fromArray(FLOATS, y, yAt + 2 * yStride);
    FloatVector s21 = FloatVector.fromArray(FLOATS, y, yAt + 2 * yStride + LANES);
    FloatVector s30 = FloatVector.fromArray(FLOATS, y, yAt + 3 * yStride);
    FloatVector s31 = FloatVector.fromArray(FLOATS, y, yAt + 3 * yStride + LANES);
    int shift = half * 8;
    int firstValue = FIRST_VALUE + half * 2 * LANES;
    int end = firstSlots[group + 1];
    for (int slot = firstSlots[group]; slot < end; slot++) {
      IntVector packed = indicesOf(slot).lanewise(VectorOperators.LSHR, shift);
      int at = firstValue + slot * OUTPUTS;
      int xBase = xAt + bases[slot];
      IntVector p0 = places(packed, 0);
      FloatVector v0 = valuesAt(at);
      IntVector p1 = places(packed, 1);
      FloatVector v1 = valuesAt(at + LANES);
      IntVector t0 = table(x, xBase);
      s00 = fma(p0, t0, v0, s00);
      s01 = fma(p1, t0, v1, s01);
      IntVector t1 = table(x, xBase + xStride);
      s10 = fma(p0, t1, v0, s10);
      s11 = fma(p1, t1, v1, s11);
      IntVector t2 = table(x, xBase + 2 * xStride);
      s20 = fma(p0, t2, v0, s20);
      s21 = fma(p1, t2, v1, s21);
      IntVector t3 = table(x, xBase + 3 * xStride);
      s30 = fma(p0, t3, v0, s30);
      s31 = fma(p1, t3, v1, s31);
    }
    s00.intoArray(y, yAt);
    s01.intoArray(y, yAt + LANES);
    s10.intoArray(y, yAt + yStride);
    s11.intoArray(y, yAt + yStride + LANES);
    s20.intoArray(y, yAt + 2 * yStride);
    s21.intoArray(y, yAt + 2 * yStride + LANES);
    s30.intoArray(y, yAt + 3 * yStride);
    s31.intoArray(y, yAt + 3 * yStride + LANES);
  }
}
