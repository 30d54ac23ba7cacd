package io.github.dl4jdoping.sparsity;

import java.nio.IntBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Single precision arrays on the CPU, read and written by loops in Java: one pass over memory where
 * ND4J operations take six. The loops see the bits of the floats as integers, without branches, since
 * HotSpot of Java 17 vectorises those but no comparison of floats.
 */
final class FlatFloats {

  /** Few enough for four blocks to stay in the first-level cache. */
  private static final int BLOCK = 512;

  private static final int MAGNITUDE = 0x7FFFFFFF;

  /** Makes the sign of a magnitude of NaN or infinity, and of no other, negative. */
  private static final int LOWEST_EXPONENT_BIT = 0x00800000;

  /** In place of a count. */
  static final int NOT_FINITE = -1;

  private FlatFloats() {}

  /** Whether an array lies in memory without gaps, within what NIO reaches. */
  static boolean reaches(INDArray array) {
    return array.dataType() == DataType.FLOAT
        && Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.NATIVE_CPU
        && array.elementWiseStride() == 1
        && (array.offset() + array.length()) * Float.BYTES <= Integer.MAX_VALUE;
  }

  /** Whether no value is NaN or infinite. */
  static boolean areFinite(INDArray array) {
    IntBuffer values = bits(array);
    int[] block = new int[BLOCK];
    int[] exponents = new int[BLOCK];
    for (int from = 0; from < values.capacity(); from += BLOCK) {
      int length = Math.min(BLOCK, values.capacity() - from);
      values.get(from, block, 0, length);
      for (int i = 0; i < length; i++) {
        exponents[i] |= (block[i] & MAGNITUDE) + LOWEST_EXPONENT_BIT;
      }
    }
    return areFinite(exponents);
  }

  /** Whether no number has the sign that marks a value which is not finite. */
  private static boolean areFinite(int[] exponents) {
    int all = 0;
    for (int exponent : exponents) {
      all |= exponent;
    }
    return all >= 0;
  }

  /** The number of values that are not zero. */
  static int nonZeros(INDArray array) {
    IntBuffer values = bits(array);
    int[] block = new int[BLOCK];
    int[] counts = new int[BLOCK];
    for (int from = 0; from < values.capacity(); from += BLOCK) {
      int length = Math.min(BLOCK, values.capacity() - from);
      values.get(from, block, 0, length);
      for (int i = 0; i < length; i++) {
        int magnitude = block[i] & MAGNITUDE;
        counts[i] += (magnitude | -magnitude) >>> 31;
      }
    }
    return sum(counts);
  }

  private static int sum(int[] counts) {
    int sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }

  /**
   * Sets values to 0 where others are 0.
   *
   * @param array changed in place
   * @param others of the same length and memory order; not modified
   */
  static void mask(INDArray array, INDArray others) {
    IntBuffer values = bits(array);
    IntBuffer masks = bits(others);
    int[] v = new int[BLOCK];
    int[] m = new int[BLOCK];
    for (int from = 0; from < values.capacity(); from += BLOCK) {
      int length = Math.min(BLOCK, values.capacity() - from);
      values.get(from, v, 0, length);
      masks.get(from, m, 0, length);
      for (int i = 0; i < length; i++) {
        int magnitude = m[i] & MAGNITUDE;
        v[i] &= (magnitude | -magnitude) >> 31;
      }
      values.put(from, v, 0, length);
    }
  }

  /**
   * Sets an update to 0 where the values that it will be subtracted from are 0, or would become 0.
   *
   * @param update changed in place
   * @param values of the same length and memory order; not modified
   * @return the number of values that are not 0, or {@link #NOT_FINITE} if any number of the two arrays
   *     is NaN or infinite; the update is undefined then
   */
  static int keepSupport(INDArray update, INDArray values) {
    IntBuffer updates = bits(update);
    IntBuffer olds = bits(values);
    int[] u = new int[BLOCK];
    int[] v = new int[BLOCK];
    int[] exponents = new int[BLOCK];
    int[] counts = new int[BLOCK];
    for (int from = 0; from < updates.capacity(); from += BLOCK) {
      int length = Math.min(BLOCK, updates.capacity() - from);
      updates.get(from, u, 0, length);
      olds.get(from, v, 0, length);
      for (int i = 0; i < length; i++) {
        int magnitude = v[i] & MAGNITUDE;
        int difference = u[i] ^ v[i];
        int onSupport = (magnitude | -magnitude) >> 31;
        exponents[i] |=
            (magnitude + LOWEST_EXPONENT_BIT) | ((u[i] & MAGNITUDE) + LOWEST_EXPONENT_BIT);
        counts[i] -= onSupport;
        u[i] &= onSupport & ((difference | -difference) >> 31);
      }
      updates.put(from, u, 0, length);
    }
    return areFinite(exponents) ? sum(counts) : NOT_FINITE;
  }

  private static IntBuffer bits(INDArray array) {
    int from = Math.toIntExact(array.offset());
    return array.data().asNioInt().duplicate().slice(from, Math.toIntExact(array.length()));
  }
}
