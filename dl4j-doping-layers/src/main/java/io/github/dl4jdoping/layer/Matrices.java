package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.kernel.Transposition;
import java.nio.FloatBuffer;
import java.util.function.Consumer;
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

  /** The values of a float matrix on the CPU column by column, from index 0 on; only to be read. */
  static FloatBuffer columnMajorFloats(INDArray matrix) {
    return memory(isReachable(matrix) ? matrix : matrix.dup('f'));
  }

  /**
   * Lets something write all values of a float matrix on the CPU, column by column, from index 0 on.
   */
  static void writeColumnMajor(INDArray matrix, Consumer<FloatBuffer> writer) {
    if (isReachable(matrix)) {
      writer.accept(memory(matrix));
      return;
    }
    INDArray copy = Nd4j.createUninitialized(matrix.dataType(), matrix.shape(), 'f');
    writer.accept(memory(copy));
    matrix.assign(copy);
  }

  /** The values of a float matrix on the CPU row by row, copied. */
  static float[] rowMajorFloats(INDArray matrix) {
    int rows = Math.toIntExact(matrix.size(0));
    int columns = Math.toIntExact(matrix.size(1));
    float[] values = new float[rows * columns];
    columnMajorFloats(matrix).get(0, values);
    return rows == 1
        ? values
        : Transposition.ofEach(values, /* rows= */ columns, /* columns= */ rows);
  }

  /** Sets all values of a float matrix on the CPU, which are given row by row. */
  static void writeRowMajor(INDArray matrix, float[] values) {
    int rows = Math.toIntExact(matrix.size(0));
    float[] columnMajor =
        rows == 1 ? values : Transposition.ofEach(values, rows, values.length / rows);
    writeColumnMajor(matrix, target -> target.put(0, columnMajor));
  }

  private static boolean isReachable(INDArray matrix) {
    return matrix.ordering() == 'f'
        && matrix.stride(0) == 1
        && matrix.stride(1) == matrix.size(0)
        && ParameterFingerprint.reaches(matrix.offset(), matrix.length(), Float.BYTES);
  }

  /**
   * The values of a contiguous float array on the CPU in the order they lie in, from index 0 on; NIO
   * shows the memory that it is a view of.
   */
  static FloatBuffer memory(INDArray array) {
    int from = Math.toIntExact(array.offset());
    return array.data().asNioFloat().duplicate().slice(from, Math.toIntExact(array.length()));
  }

  /** The values of a whole, C-ordered float array on the CPU, for bulk copies. */
  static FloatBuffer floats(INDArray whole) {
    return whole.data().asNioFloat();
  }
}
