package io.github.dl4jdoping.structure;

import org.nd4j.linalg.api.blas.params.MMulTranspose;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Matrix products into arrays that exist already.
 *
 * <p>{@code Nd4j.gemm} refuses a result that is a block of a larger array, although the operation
 * below it takes any strides; so the operation is called directly. Transposed operands are passed
 * as transposed views, which costs nothing.
 */
final class Products {

  private Products() {}

  /** A new array {@code a b} of the given order. */
  static INDArray product(INDArray a, INDArray b, char order) {
    long[] shape = {a.size(0), b.size(1)};
    return set(Nd4j.createUninitialized(a.dataType(), shape, order), a, b);
  }

  /** {@code result = a b}; returns the result. */
  static INDArray set(INDArray result, INDArray a, INDArray b) {
    return gemm(result, a, b, 0);
  }

  /** {@code result += a b}; returns the result. */
  static INDArray add(INDArray result, INDArray a, INDArray b) {
    return gemm(result, a, b, 1);
  }

  /** A view of {@code count} columns. */
  static INDArray columns(INDArray a, long from, long count) {
    return block(a, 0, a.size(0), from, count);
  }

  /** A view of {@code count} rows. */
  static INDArray rows(INDArray a, long from, long count) {
    return block(a, from, count, 0, a.size(1));
  }

  /**
   * A view of some rows and columns. Not by {@code INDArray.get}: it takes the offset of a view for
   * a position inside it, and where that lies beyond its length returns an empty array.
   */
  static INDArray block(INDArray a, long row, long rows, long column, long columns) {
    if (rows == a.size(0) && columns == a.size(1)) {
      return a;
    }
    long[] shape = {rows, columns};
    long[] strides = {a.stride(0), a.stride(1)};
    long offset = a.offset() + row * strides[0] + column * strides[1];
    return Nd4j.create(a.data(), shape, strides, offset, a.ordering());
  }

  private static INDArray gemm(INDArray result, INDArray a, INDArray b, double beta) {
    Nd4j.exec(new Mmul(a, b, result, 1, beta, MMulTranspose.allFalse()));
    return result;
  }
}
