package io.github.dl4jdoping.conf;

import io.github.dl4jdoping.support.Support;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonValue;

/**
 * A support as a configuration holds it: its delta code in Base64, about four thirds of a byte for
 * each non-zero. Immutable; decoded when it is first asked for.
 */
final class SupportCode implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String base64;

  private transient volatile Support decoded;

  private SupportCode(String base64, Support decoded) {
    this.base64 = base64;
    this.decoded = decoded;
  }

  @JsonCreator
  static SupportCode of(String base64) {
    return new SupportCode(base64, null);
  }

  static SupportCode of(Support support) {
    return new SupportCode(Base64.getEncoder().encodeToString(support.deltaCode()), support);
  }

  @JsonValue
  String base64() {
    return base64;
  }

  /**
   * Decodes the support of a matrix.
   *
   * @param matrix shape and number of non-zeros that the code must have
   * @return the support
   * @throws IllegalArgumentException if it is not the code of such a support
   */
  Support decode(MatrixPlan matrix) {
    int rows = Math.toIntExact(matrix.shape().rows());
    int columns = Math.toIntExact(matrix.shape().columns());
    Support support = decoded;
    if (support == null
        || support.rows() != rows
        || support.columns() != columns
        || support.size() != matrix.nonZeros()) {
      support = decode(rows, columns, Math.toIntExact(matrix.nonZeros()));
      decoded = support;
    }
    return support;
  }

  private Support decode(int rows, int columns, int nonZeros) {
    ByteBuffer code = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
    Support support = Support.decode(rows, columns, nonZeros, code);
    if (code.hasRemaining()) {
      throw new IllegalArgumentException(
          "the delta code has " + code.remaining() + " bytes more than " + support + " take");
    }
    return support;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SupportCode that && base64.equals(that.base64);
  }

  @Override
  public int hashCode() {
    return base64.hashCode();
  }

  @Override
  public String toString() {
    return "support in " + base64.length() + " characters";
  }
}
