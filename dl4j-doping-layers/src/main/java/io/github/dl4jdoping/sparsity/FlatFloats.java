package io.github.dl4jdoping.sparsity;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Single precision arrays on the CPU, read and written by a loop in Java: one pass over memory where
 * comparisons by ND4J operations take six.
 */
final class FlatFloats {

  private static final int BLOCK = 4096;

  private FlatFloats() {}

  /** A new value from an old one and the value of another array at the same place. */
  @FunctionalInterface
  interface Change {
    float apply(float value, float other);
  }

  /** Whether an array lies in memory without gaps, within what NIO reaches. */
  static boolean reaches(INDArray array) {
    return array.dataType() == DataType.FLOAT
        && Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.NATIVE_CPU
        && array.elementWiseStride() == 1
        && (array.offset() + array.length()) * Float.BYTES <= Integer.MAX_VALUE;
  }

  /**
   * Changes an array.
   *
   * @param array changed in place
   * @param other of the same length and memory order; not modified
   * @param change of each value
   */
  static void change(INDArray array, INDArray other, Change change) {
    FloatBuffer values = floats(array);
    FloatBuffer others = floats(other);
    float[] block = new float[BLOCK];
    float[] otherBlock = new float[BLOCK];
    for (int from = 0; from < values.capacity(); from += BLOCK) {
      int length = Math.min(BLOCK, values.capacity() - from);
      values.get(from, block, 0, length);
      others.get(from, otherBlock, 0, length);
      for (int i = 0; i < length; i++) {
        block[i] = change.apply(block[i], otherBlock[i]);
      }
      values.put(from, block, 0, length);
    }
  }

  private static FloatBuffer floats(INDArray array) {
    int from = Math.toIntExact(array.offset());
    return array.data().asNioFloat().duplicate().slice(from, Math.toIntExact(array.length()));
  }
}
