package io.github.dl4jdoping.kernel;

import io.github.dl4jdoping.support.Support;
import java.util.Random;
import java.util.stream.IntStream;

/** Plain products in double precision, and random data. */
final class Reference {

  private Reference() {}

  static float[] random(int length, Random random) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  static Support support(int rows, int columns, double density, Random random) {
    return Support.of(
        rows,
        columns,
        IntStream.range(0, rows * columns).filter(p -> random.nextDouble() < density).toArray());
  }

  /** As many non-zeros in each output of a group of 64 within each bank of inputs. */
  static Support balanced(int rows, int columns, int bank, int most, Random random) {
    boolean[] taken = new boolean[rows * columns];
    for (int first = 0; first < columns; first += 64) {
      for (int from = 0; from < rows; from += bank) {
        int width = Math.min(bank, rows - from);
        int count = Math.min(width, random.nextInt(most + 1));
        for (int column = first; column < Math.min(columns, first + 64); column++) {
          for (int done = 0; done < count; ) {
            int position = column * rows + from + random.nextInt(width);
            done += taken[position] ? 0 : 1;
            taken[position] = true;
          }
        }
      }
    }
    return Support.of(
        rows, columns, IntStream.range(0, taken.length).filter(p -> taken[p]).toArray());
  }

  /** Blocks of one input by so many consecutive outputs. */
  static Support blocks(int rows, int columns, int width, double density, Random random) {
    int perRow = (columns + width - 1) / width;
    boolean[] kept = new boolean[rows * perRow];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = random.nextDouble() < density;
    }
    return Support.of(
        rows,
        columns,
        IntStream.range(0, rows * columns)
            .filter(p -> kept[p % rows * perRow + p / rows / width])
            .toArray());
  }

  static double[][] dense(int rows, int columns, float[] matrix) {
    double[][] dense = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        dense[i][j] = matrix[i * columns + j];
      }
    }
    return dense;
  }

  static double[][] sparse(Support support, float[] values) {
    double[][] dense = new double[support.rows()][support.columns()];
    for (int k = 0; k < support.size(); k++) {
      dense[support.row(k)][support.column(k)] = values[k];
    }
    return dense;
  }

  static double[][] lowRank(int rows, int columns, int rank, float[] left, float[] right) {
    double[][] product = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int r = 0; r < rank; r++) {
        for (int j = 0; j < columns; j++) {
          product[i][j] += (double) left[i * rank + r] * right[r * columns + j];
        }
      }
    }
    return product;
  }

  static double[][] kronecker(KroneckerShape s, float[] b, float[] c) {
    double[][] sum = new double[s.rows()][s.columns()];
    for (int k = 0; k < s.terms(); k++) {
      for (int i = 0; i < s.rows(); i++) {
        for (int j = 0; j < s.columns(); j++) {
          int inB = (k * s.p1() + i / s.p2()) * s.q1() + j / s.q2();
          int inC = (k * s.p2() + i % s.p2()) * s.q2() + j % s.q2();
          sum[i][j] += (double) b[inB] * c[inC];
        }
      }
    }
    return sum;
  }
}
