package io.github.dl4jdoping.kernel;

/**
 * Transposes row-major matrices, in blocks of four by four: such a block fits the registers, so that
 * every cache line is visited once for four entries and not once for each.
 */
public final class Transposition {

  private static final int SIDE = 4;

  private Transposition() {}

  /**
   * Copies the transpose of a matrix.
   *
   * @param rows of the matrix
   * @param columns of the matrix
   * @param from {@code [rows, columns]}
   * @param fromIndex index of its first entry
   * @param fromStride distance between its rows
   * @param to receives {@code [columns, rows]}
   * @param toIndex index of its first entry
   * @param toStride distance between its rows
   */
  static void copy(
      int rows,
      int columns,
      float[] from,
      int fromIndex,
      int fromStride,
      float[] to,
      int toIndex,
      int toStride) {
    int wholeRows = rows - rows % SIDE;
    int wholeColumns = columns - columns % SIDE;
    for (int j = 0; j < wholeColumns; j += SIDE) {
      for (int i = 0; i < wholeRows; i += SIDE) {
        int at = fromIndex + i * fromStride + j;
        copyBlock(from, at, fromStride, to, toIndex + j * toStride + i, toStride);
      }
    }
    for (int i = 0; i < rows; i++) {
      int at = fromIndex + i * fromStride;
      for (int j = i < wholeRows ? wholeColumns : 0; j < columns; j++) {
        to[toIndex + j * toStride + i] = from[at + j];
      }
    }
  }

  /**
   * The transposes of matrices that lie one after the other.
   *
   * @param matrices each {@code [rows, columns]}
   * @param rows of each
   * @param columns of each
   * @return a new array with as many matrices {@code [columns, rows]}
   */
  public static float[] ofEach(float[] matrices, int rows, int columns) {
    float[] transposed = new float[matrices.length];
    for (int k = 0; k < matrices.length; k += rows * columns) {
      copy(rows, columns, matrices, k, columns, transposed, k, rows);
    }
    return transposed;
  }

  private static void copyBlock(
      float[] from, int fromIndex, int fromStride, float[] to, int toIndex, int toStride) {
    int f1 = fromIndex + fromStride;
    int f2 = f1 + fromStride;
    int f3 = f2 + fromStride;
    float a0 = from[fromIndex];
    float a1 = from[fromIndex + 1];
    float a2 = from[fromIndex + 2];
    float a3 = from[fromIndex + 3];
    float b0 = from[f1];
    float b1 = from[f1 + 1];
    float b2 = from[f1 + 2];
    float b3 = from[f1 + 3];
    float c0 = from[f2];
    float c1 = from[f2 + 1];
    float c2 = from[f2 + 2];
    float c3 = from[f2 + 3];
    float d0 = from[f3];
    float d1 = from[f3 + 1];
    float d2 = from[f3 + 2];
    float d3 = from[f3 + 3];
    int t1 = toIndex + toStride;
    int t2 = t1 + toStride;
    int t3 = t2 + toStride;
    put(to, toIndex, a0, b0, c0, d0);
    put(to, t1, a1, b1, c1, d1);
    put(to, t2, a2, b2, c2, d2);
    put(to, t3, a3, b3, c3, d3);
  }

  private static void put(float[] to, int at, float a, float b, float c, float d) {
    to[at] = a;
    to[at + 1] = b;
    to[at + 2] = c;
    to[at + 3] = d;
  }
}
