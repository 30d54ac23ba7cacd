package io.github.dl4jdoping.kernel.vector;

import io.github.dl4jdoping.kernel.Product;
import io.github.dl4jdoping.support.Support;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A sparse matrix in blocks of one input by sixteen consecutive outputs: the input times a vector of
 * values is added to a vector of outputs, and nothing has to be looked up. Right for supports that
 * consist of such blocks; a block with only one non-zero takes as long as a full one.
 */
final class BlockProduct implements Product {

  static final int WIDTH = 16;

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_512;

  private final int rows;
  private final int columns;

  /** The first block of each group of sixteen outputs, and the number of all blocks. */
  private final int[] firstBlocks;

  private final int[] inputs;
  private final float[] values;

  BlockProduct(Support support, float[] values) {
    this.rows = support.rows();
    this.columns = support.columns();
    int groups = (columns + WIDTH - 1) / WIDTH;
    int[][] blockOf = new int[groups][rows];
    for (int k = 0; k < support.size(); k++) {
      blockOf[support.column(k) / WIDTH][support.row(k)] = 1;
    }
    this.firstBlocks = new int[groups + 1];
    this.inputs = number(blockOf);
    this.values = new float[inputs.length * WIDTH];
    for (int k = 0; k < support.size(); k++) {
      int block = blockOf[support.column(k) / WIDTH][support.row(k)];
      this.values[block * WIDTH + support.column(k) % WIDTH] = values[k];
    }
  }

  /** Replaces the marks of blocks by their numbers; returns the blocks' inputs. */
  private int[] number(int[][] blockOf) {
    int[] found = new int[16];
    int count = 0;
    for (int group = 0; group < blockOf.length; group++) {
      for (int i = 0; i < rows; i++) {
        if (blockOf[group][i] != 0) {
          found = count < found.length ? found : Arrays.copyOf(found, 2 * count);
          found[count] = i;
          blockOf[group][i] = count++;
        }
      }
      firstBlocks[group + 1] = count;
    }
    return Arrays.copyOf(found, count);
  }

  /** The number of blocks that have a non-zero. */
  int blocks() {
    return inputs.length;
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
    return 4L * (firstBlocks.length + inputs.length + values.length);
  }

  @Override
  public int scratch(int batch) {
    return WIDTH;
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
    int whole = columns / WIDTH;
    for (int n = 0; n < batch; n++) {
      int xAt = xFrom + n * xStride;
      int yAt = yFrom + n * yStride;
      for (int group = 0; group < firstBlocks.length - 1; group++) {
        boolean inPlace = group < whole;
        if (!inPlace) {
          Arrays.fill(scratch, 0, WIDTH, 0f);
        }
        addGroup(group, x, xAt, inPlace ? y : scratch, inPlace ? yAt + group * WIDTH : 0);
      }
      for (int j = whole * WIDTH; j < columns; j++) {
        y[yAt + j] += scratch[j - whole * WIDTH];
      }
    }
  }

  /** Four sums, since a chain of additions would wait for each one to end. */
  private void addGroup(int group, float[] x, int xAt, float[] y, int yAt) {
    FloatVector s0 = FloatVector.fromArray(FLOATS, y, yAt);
    FloatVector s1 = FloatVector.zero(FLOATS);
    FloatVector s2 = FloatVector.zero(FLOATS);
    FloatVector s3 = FloatVector.zero(FLOATS);
    int end = firstBlocks[group + 1];
    int block = firstBlocks[group];
    for (; block < end - 3; block += 4) {
      int at = block * WIDTH;
      FloatVector v0 = FloatVector.fromArray(FLOATS, values, at);
      s0 = v0.fma(FloatVector.broadcast(FLOATS, x[xAt + inputs[block]]), s0);
      FloatVector v1 = FloatVector.fromArray(FLOATS, values, at + WIDTH);
      s1 = v1.fma(FloatVector.broadcast(FLOATS, x[xAt + inputs[block + 1]]), s1);
      FloatVector v2 = FloatVector.fromArray(FLOATS, values, at + 2 * WIDTH);
      s2 = v2.fma(FloatVector.broadcast(FLOATS, x[xAt + inputs[block + 2]]), s2);
      FloatVector v3 = FloatVector.fromArray(FLOATS, values, at + 3 * WIDTH);
      s3 = v3.fma(FloatVector.broadcast(FLOATS, x[xAt + inputs[block + 3]]), s3);
    }
    for (; block < end; block++) {
      FloatVector v0 = FloatVector.fromArray(FLOATS, values, block * WIDTH);
      s0 = v0.fma(FloatVector.broadcast(FLOATS, x[xAt + inputs[block]]), s0);
    }
    s0.add(s1).add(s2.add(s3)).intoArray(y, yAt);
  }
}
