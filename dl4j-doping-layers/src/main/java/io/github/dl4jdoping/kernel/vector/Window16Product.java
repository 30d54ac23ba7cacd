package io.github.dl4jdoping.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Windows of sixteen inputs, one vector. Indices take four bits: the integer of a lane has those of
 * its four outputs in two slots.
 *
 * <p>No method takes or gives a vector, and none makes more than eight look-ups: HotSpot would not
 * always inline them, and then their vectors are put on the heap.
 */
final class Window16Product extends WindowedProduct {

  static final int WINDOW = 16;

  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_512;
  private static final int LANES = 16;

  /** Since Java 24 a selection looks at the lowest four bits only; before, other bits are an error. */
  private static final int MASK = TwoVectorSelect.isAvailable() ? -1 : WINDOW - 1;

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

  @Override
  void addOneRow(int group, float[] x, int xAt, float[] y, int yAt) {
    FloatVector s0 = FloatVector.fromArray(FLOATS, y, yAt);
    FloatVector s1 = FloatVector.fromArray(FLOATS, y, yAt + LANES);
    FloatVector s2 = FloatVector.fromArray(FLOATS, y, yAt + 2 * LANES);
    FloatVector s3 = FloatVector.fromArray(FLOATS, y, yAt + 3 * LANES);
    int end = firstSlots[group + 1];
    for (int slot = firstSlots[group]; slot < end; slot++) {
      int at = FIRST_VALUE + slot * OUTPUTS;
      int xBase = xAt + bases[slot];
      IntVector packed =
          IntVector.fromArray(INTS, indices, (slot >> 1) * LANES)
              .lanewise(VectorOperators.LSHR, (slot & 1) << 4);
      IntVector t0 = FloatVector.fromArray(FLOATS, x, xBase).reinterpretAsInts();
      IntVector p0 = packed.and(MASK);
      IntVector p1 = packed.lanewise(VectorOperators.LSHR, 4).and(MASK);
      IntVector p2 = packed.lanewise(VectorOperators.LSHR, 8).and(MASK);
      IntVector p3 = packed.lanewise(VectorOperators.LSHR, 12).and(MASK);
      IntVector x0 = p0.selectFrom(t0);
      s0 = x0.reinterpretAsFloats().fma(FloatVector.fromArray(FLOATS, values, at), s0);
      IntVector x1 = p1.selectFrom(t0);
      s1 = x1.reinterpretAsFloats().fma(FloatVector.fromArray(FLOATS, values, at + LANES), s1);
      IntVector x2 = p2.selectFrom(t0);
      s2 = x2.reinterpretAsFloats().fma(FloatVector.fromArray(FLOATS, values, at + 2 * LANES), s2);
      IntVector x3 = p3.selectFrom(t0);
      s3 = x3.reinterpretAsFloats().fma(FloatVector.fromArray(FLOATS, values, at + 3 * LANES), s3);
    }
    s0.intoArray(y, yAt);
    s1.intoArray(y, yAt + LANES);
    s2.intoArray(y, yAt + 2 * LANES);
    s3.intoArray(y, yAt + 3 * LANES);
  }

  @Override
  void addFourRows(int group, float[] x, int xAt, int xStride, float[] y, int yAt, int yStride) {
    for (int half = 0; half < 2; half++) {
      fourRows(group, half, x, xAt, xStride, y, yAt + half * 2 * LANES, yStride);
    }
  }

  /** Two of a group's four vectors of outputs. */
  private void fourRows(
      int group, int half, float[] x, int xAt, int xStride, float[] y, int yAt, int yStride) {
    FloatVector s00 = FloatVector.fromArray(FLOATS, y, yAt);
    FloatVector s01 = FloatVector.fromArray(FLOATS, y, yAt + LANES);
    FloatVector s10 = FloatVector.fromArray(FLOATS, y, yAt + yStride);
    FloatVector s11 = FloatVector.fromArray(FLOATS, y, yAt + yStride + LANES);
    FloatVector s20 = FloatVector.fromArray(FLOATS, y, yAt + 2 * yStride);
    FloatVector s21 = FloatVector.fromArray(FLOATS, y, yAt + 2 * yStride + LANES);
    FloatVector s30 = FloatVector.fromArray(FLOATS, y, yAt + 3 * yStride);
    FloatVector s31 = FloatVector.fromArray(FLOATS, y, yAt + 3 * yStride + LANES);
    int firstValue = FIRST_VALUE + half * 2 * LANES;
    int end = firstSlots[group + 1];
    for (int slot = firstSlots[group]; slot < end; slot++) {
      int at = firstValue + slot * OUTPUTS;
      int xBase = xAt + bases[slot];
      IntVector packed =
          IntVector.fromArray(INTS, indices, (slot >> 1) * LANES)
              .lanewise(VectorOperators.LSHR, ((slot & 1) << 4) + (half << 3));
      IntVector p0 = packed.and(MASK);
      IntVector p1 = packed.lanewise(VectorOperators.LSHR, 4).and(MASK);
      FloatVector v0 = FloatVector.fromArray(FLOATS, values, at);
      FloatVector v1 = FloatVector.fromArray(FLOATS, values, at + LANES);
      IntVector t0 = FloatVector.fromArray(FLOATS, x, xBase).reinterpretAsInts();
      IntVector x00 = p0.selectFrom(t0);
      s00 = x00.reinterpretAsFloats().fma(v0, s00);
      IntVector x01 = p1.selectFrom(t0);
      s01 = x01.reinterpretAsFloats().fma(v1, s01);
      IntVector t1 = FloatVector.fromArray(FLOATS, x, xBase + xStride).reinterpretAsInts();
      IntVector x10 = p0.selectFrom(t1);
      s10 = x10.reinterpretAsFloats().fma(v0, s10);
      IntVector x11 = p1.selectFrom(t1);
      s11 = x11.reinterpretAsFloats().fma(v1, s11);
      IntVector t2 = FloatVector.fromArray(FLOATS, x, xBase + 2 * xStride).reinterpretAsInts();
      IntVector x20 = p0.selectFrom(t2);
      s20 = x20.reinterpretAsFloats().fma(v0, s20);
      IntVector x21 = p1.selectFrom(t2);
      s21 = x21.reinterpretAsFloats().fma(v1, s21);
      IntVector t3 = FloatVector.fromArray(FLOATS, x, xBase + 3 * xStride).reinterpretAsInts();
      IntVector x30 = p0.selectFrom(t3);
      s30 = x30.reinterpretAsFloats().fma(v0, s30);
      IntVector x31 = p1.selectFrom(t3);
      s31 = x31.reinterpretAsFloats().fma(v1, s31);
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
