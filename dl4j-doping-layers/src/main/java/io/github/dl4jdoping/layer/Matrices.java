package io.github.dl4jdoping.layer;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

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

  /** Rows {@code from} (inclusive) to {@code to} (exclusive), as a view. */
  static INDArray rows(INDArray matrix, long from, long to) {
    return from == 0 && to == matrix.size(0)
        ? matrix
        : matrix.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
  }

  /** A C-ordered array that outlives every workspace. */
  @SuppressWarnings("try") // the scope is left by closing it
  static INDArray detached(DataType type, long... shape) {
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.createUninitialized(type, shape, 'c');
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
