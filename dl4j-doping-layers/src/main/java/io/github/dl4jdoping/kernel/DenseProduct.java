package io.github.dl4jdoping.kernel;

/** A dense matrix, row-major, its rows padded. Needs no scratch. */
public final class DenseProduct implements Product {

  private final Gemm gemm;
  private final int rows;
  private final int columns;
  private final int stride;
  private final float[] matrix;

  DenseProduct(Gemm gemm, int rows, int columns, float[] matrix) {
    this.gemm = gemm;
    this.rows = rows;
    this.columns = columns;
    this.stride = gemm.padded(columns);
    this.matrix = Matrices.padded("matrix", matrix, stride, rows, columns);
  }

  /**
   * The matrix.
   *
   * @return a new array, {@code [rows, columns]}, row-major
   */
  public float[] matrix() {
    return Matrices.unpadded(matrix, stride, columns);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public long bytes() {
    return (long) Float.BYTES * matrix.length;
  }

  @Override
  public int scratch(int batch) {
    return 0;
  }

  @Override
  public void add(
      int batch,
      float[] x,
      int xFrom,
      int xStride,
      float[] y,
      int yFrom,
      int yStride,
      float[] scratch) {
    gemm.add(batch, rows, columns, x, xFrom, xStride, matrix, 0, stride, y, yFrom, yStride);
  }
}
