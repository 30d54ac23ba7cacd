package io.github.dl4jdoping.layer;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The few array operations that the recurrence is made of. */
final class Matrices {

  private Matrices() {}

  /** {@code c = a b + beta c}. The result may be in C or Fortran order, but must be contiguous. */
  static void gemm(INDArray a, INDArray b, INDArray c, double beta) {
    Nd4j.gemm(a, b, c, false, false, 1, beta);
  }

  /** {@code c = a' b}. */
  static void gemmTransposedLeft(INDArray a, INDArray b, INDArray c) {
    Nd4j.gemm(a, b, c, true, false, 1, 0);
  }

  /** {@code c = a b' + beta c}. */
  static void gemmTransposedRight(INDArray a, INDArray b, INDArray c, double beta) {
    Nd4j.gemm(a, b, c, false, true, 1, beta);
  }

  /**
   * Rows {@code from} (inclusive) to {@code to} (exclusive), as a view. Not by {@code INDArray.get},
   * which returns an empty array for some views of views.
   */
  static INDArray rows(INDArray matrix, long from, long to) {
    if (from == 0 && to == matrix.size(0)) {
      return matrix;
    }
    long[] shape = matrix.shape().clone();
    shape[0] = to - from;
    long offset = matrix.offset() + from * matrix.stride(0);
    return Nd4j.create(matrix.data(), shape, matrix.stride(), offset, matrix.ordering());
  }

  /** A C-ordered array that outlives every workspace. */
  static INDArray detached(DataType type, long... shape) {
    return detached(type, 'c', shape);
  }

  /** An array that outlives every workspace. */
  @SuppressWarnings("try") // the scope is left by closing it
  static INDArray detached(DataType type, char order, long... shape) {
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.createUninitialized(type, shape, order);
    }
  }

  /** Copies an array into a detached one of the same shape. */
  static INDArray detachedCopy(INDArray array) {
    return detached(array.dataType(), array.shape()).assign(array);
  }

  /** The values of a whole, C-ordered float array on the CPU, for bulk copies. */
  static FloatBuffer floats(INDArray whole) {
    return whole.data().asNioFloat();
  }
}
