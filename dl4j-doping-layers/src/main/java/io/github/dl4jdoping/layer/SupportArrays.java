package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.sparsity.MagnitudePruning;
import io.github.dl4jdoping.support.Support;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Moves values between a dense matrix and a vector of the values on its support. Loops in Java, since
 * ND4J's own gather and scatter took some 400 ns for an entry.
 */
public final class SupportArrays {

  /** Up to this density a sparse product takes less time than a dense one. */
  static final double LOW_DENSITY = 0.15;

  private SupportArrays() {}

  /**
   * The positions of the entries of a matrix that are not zero, if they are few.
   *
   * @param dense {@code [rows, columns]} of floats, Fortran order
   * @param known returned if it is the matrix's support; may be null
   * @return the support, or null if its density is above {@link #LOW_DENSITY} or zero
   */
  static Support lowDensitySupport(INDArray dense, Support known) {
    long count = MagnitudePruning.nonZeros(dense);
    if (count == 0 || count > LOW_DENSITY * dense.length()) {
      return null;
    }
    FloatBuffer values = Matrices.columnMajorFloats(dense);
    if (known != null && known.size() == count && isWithoutZeros(values, known)) {
      return known;
    }
    float[] all = new float[values.capacity()];
    values.get(0, all);
    return Support.of(Math.toIntExact(dense.size(0)), Math.toIntExact(dense.size(1)), all);
  }

  private static boolean isWithoutZeros(FloatBuffer values, Support support) {
    for (int k = 0; k < support.size(); k++) {
      if (values.get(support.position(k)) == 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads the values on a support.
   *
   * @param support the support, of the matrix's shape
   * @param dense {@code [rows, columns]}, Fortran order, contiguous
   * @param values receives them; a vector, contiguous
   */
  public static void gather(Support support, INDArray dense, INDArray values) {
    if (areFloats(dense, values)) {
      FloatBuffer from = Matrices.memory(dense);
      FloatBuffer to = Matrices.memory(values);
      for (int k = 0; k < support.size(); k++) {
        to.put(k, from.get(support.position(k)));
      }
      return;
    }
    DataBuffer from = dense.data();
    DataBuffer to = values.data();
    for (int k = 0; k < support.size(); k++) {
      to.put(k, from.getDouble(support.position(k)));
    }
  }

  /**
   * Writes the values on a support; other entries stay as they are.
   *
   * @param support the support, of the matrix's shape
   * @param values a vector, contiguous
   * @param dense {@code [rows, columns]}, Fortran order, contiguous; changed in place
   */
  public static void scatter(Support support, INDArray values, INDArray dense) {
    if (areFloats(dense, values)) {
      FloatBuffer from = Matrices.memory(values);
      FloatBuffer to = Matrices.memory(dense);
      for (int k = 0; k < support.size(); k++) {
        to.put(support.position(k), from.get(k));
      }
      return;
    }
    DataBuffer from = values.data();
    DataBuffer to = dense.data();
    for (int k = 0; k < support.size(); k++) {
      to.put(support.position(k), from.getDouble(k));
    }
  }

  /** Adds the values on a support to a matrix; the arguments are those of {@link #scatter}. */
  static void add(Support support, INDArray values, INDArray dense) {
    if (areFloats(dense, values)) {
      FloatBuffer from = Matrices.memory(values);
      FloatBuffer to = Matrices.memory(dense);
      for (int k = 0; k < support.size(); k++) {
        int position = support.position(k);
        to.put(position, to.get(position) + from.get(k));
      }
      return;
    }
    DataBuffer from = values.data();
    DataBuffer to = dense.data();
    for (int k = 0; k < support.size(); k++) {
      int position = support.position(k);
      to.put(position, to.getDouble(position) + from.getDouble(k));
    }
  }

  private static boolean areFloats(INDArray dense, INDArray values) {
    return Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.NATIVE_CPU
        && isReachableFloat(dense)
        && isReachableFloat(values);
  }

  private static boolean isReachableFloat(INDArray array) {
    return array.dataType() == DataType.FLOAT
        && ParameterFingerprint.reaches(array.offset(), array.length(), Float.BYTES);
  }
}
