package io.github.dl4jdoping.conf;

import io.github.dl4jdoping.structure.MatrixShape;
import io.github.dl4jdoping.structure.StructuredMatrix;
import java.util.Locale;

/**
 * What one weight matrix of a doped layer is made of: {@code D(theta) + S}.
 *
 * @param name "W" for the input matrix, "R" for the recurrent one; prefix of the structure's
 *     parameter names
 * @param structure D(theta), possibly the zero matrix
 * @param doped whether there is an S
 * @param nonZeros number of entries that S ends with; all of them if it is never pruned
 */
public record MatrixPlan(String name, StructuredMatrix structure, boolean doped, long nonZeros) {

  /**
   * The shape of the matrix.
   *
   * @return rows and columns in four gate blocks
   */
  public MatrixShape shape() {
    return structure.shape();
  }

  /**
   * The name of S among the layer's parameters.
   *
   * @return "SW" or "SR"
   */
  public String dopingName() {
    return "S" + name;
  }

  /**
   * The name of a structure's parameter array among the layer's parameters.
   *
   * @param slot the slot's own name
   * @return the prefixed name, such as "WB"
   */
  public String slotName(String slot) {
    return name + slot;
  }

  /**
   * Whether both co-matrices exist, so that row dropout has something to balance.
   *
   * @return true if the structure is not zero and there is an S
   */
  public boolean hasBothCoMatrices() {
    return doped && !structure.isZero();
  }

  /**
   * Number of weights once S has its final density.
   *
   * @return parameters of the structure plus non-zeros of S
   */
  public long weights() {
    return structure.parameterCount() + nonZeros;
  }

  /**
   * The density that S ends with.
   *
   * @return non-zeros by entries, in [0, 1]
   */
  public double density() {
    return (double) nonZeros / shape().size();
  }

  /**
   * An estimate of the bytes of a compact matrix, with indices: values in single precision and, while
   * it pays, compressed sparse columns with row indices of 2 bytes (4 from 65,536 rows on) and column
   * starts of 4 bytes. The file of {@code CompactModel} has codes of its own and knows exactly.
   *
   * @param rows number of inputs
   * @param columns number of outputs
   * @param structureParameters number of parameters of D
   * @param nonZeros number of non-zeros of S, or -1 if there is no S
   * @return bytes
   */
  public static long compactBytes(
      long rows, long columns, long structureParameters, long nonZeros) {
    long structure = Float.BYTES * structureParameters;
    if (nonZeros < 0) {
      return structure;
    }
    long indexBytes = rows > 0xFFFF ? Integer.BYTES : Short.BYTES;
    long sparse = nonZeros * (Float.BYTES + indexBytes) + (columns + 1) * Integer.BYTES;
    return structure + Math.min(Float.BYTES * rows * columns, sparse);
  }

  @Override
  public String toString() {
    return name
        + " "
        + shape()
        + ": "
        + structure.parameterCount()
        + " structure parameters"
        + (doped
            ? String.format(
                Locale.ROOT,
                " + %d non-zeros in %s (density %.4f)",
                nonZeros,
                dopingName(),
                density())
            : "");
  }
}
