package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.support.Support;
import java.util.Objects;

/**
 * A weight matrix {@code D(theta) + S} of a doped layer: a structured part and an extremely sparse
 * one. It maps row vectors, {@code z = x W}. Immutable.
 */
public final class WeightMatrix {

  /** The inputs of a sparse product are numbered with 16 bits. */
  static final int MOST_ROWS = 1 << 16;

  private final Factors structure;
  private final Support support;
  private final float[] values;

  /**
   * A matrix with both parts.
   *
   * @param structure the structured part D(theta)
   * @param support where S is not zero; of the same shape
   * @param values the non-zeros of S in the order of the support; copied
   * @throws IllegalArgumentException if the shapes differ, there are not as many values as positions,
   *     a value is 0 or not finite, or S has more than 65536 rows
   */
  public WeightMatrix(Factors structure, Support support, float[] values) {
    this.structure = Objects.requireNonNull(structure, "structure");
    this.support = support;
    this.values = values.clone();
    checkShape();
    checkValues();
  }

  /**
   * A matrix without sparse part.
   *
   * @param structure the whole matrix
   */
  public WeightMatrix(Factors structure) {
    this(structure, Support.of(structure.rows(), structure.columns()), new float[0]);
  }

  /** Writes both parts. */
  void write(ByteWriter out) {
    structure.write(out);
    out.u32(support.size());
    out.bytes(support.deltaCode());
    out.floats(values);
  }

  private void checkShape() {
    if (support.rows() != rows() || support.columns() != columns()) {
      throw new IllegalArgumentException(
          "Both parts of a matrix have the same shape; the structure has ["
              + rows()
              + ", "
              + columns()
              + "], S has "
              + support
              + ".");
    }
    if (support.size() > 0 && rows() > MOST_ROWS) {
      throw new IllegalArgumentException(
          "A sparse matrix has at most " + MOST_ROWS + " rows; got " + support + ".");
    }
    if (support.size() != values.length) {
      throw new IllegalArgumentException(
          support + " need as many values; got " + values.length + ".");
    }
  }

  private void checkValues() {
    for (int k = 0; k < values.length; k++) {
      if (!Float.isFinite(values[k]) || values[k] == 0) {
        throw new IllegalArgumentException(
            "Values of S are finite and not 0; number " + k + " is " + values[k] + ".");
      }
    }
  }

  /**
   * The number of inputs.
   *
   * @return at least 1
   */
  public int rows() {
    return structure.rows();
  }

  /**
   * The number of outputs.
   *
   * @return at least 1
   */
  public int columns() {
    return structure.columns();
  }

  /**
   * The structured part.
   *
   * @return D(theta)
   */
  public Factors structure() {
    return structure;
  }

  /**
   * Where the sparse part is not zero.
   *
   * @return the support of S, possibly empty
   */
  public Support support() {
    return support;
  }

  /**
   * The sparse part's non-zeros.
   *
   * @return a new array, in the order of the support
   */
  public float[] values() {
    return values.clone();
  }

  /**
   * The number of entries of the dense matrix.
   *
   * @return rows times columns
   */
  public long denseParameters() {
    return (long) rows() * columns();
  }

  /**
   * The number of weights.
   *
   * @return parameters of the structure plus non-zeros of S
   */
  public long parameters() {
    return structure.parameters() + values.length;
  }

  /**
   * The matrix in full and in double precision, straight from the definition: the reference that
   * products are checked against.
   *
   * @return {@code [rows, columns]}, row-major
   */
  public double[] toDense() {
    double[] dense = new double[Math.toIntExact(denseParameters())];
    structure.addTo(dense);
    for (int k = 0; k < values.length; k++) {
      dense[support.row(k) * columns() + support.column(k)] += values[k];
    }
    return dense;
  }
}
