package io.github.dl4jdoping.pytorch;

import java.util.List;

/**
 * What the header of a safetensors file says of one tensor, checked against the file.
 *
 * @param name in a PyTorch file the name in the module's state dictionary
 * @param type of its values
 * @param shape sides, none negative; empty for a single number
 * @param begin where its values begin, in bytes from the start of the data
 * @param end where they end
 */
public record SafetensorsTensor(
    String name, SafetensorsType type, List<Long> shape, long begin, long end) {

  /**
   * Copies the shape.
   *
   * @param name of the tensor
   * @param type of its values
   * @param shape sides
   * @param begin first byte
   * @param end after the last byte
   */
  public SafetensorsTensor {
    shape = List.copyOf(shape);
  }

  /**
   * The number of values.
   *
   * @return the product of the shape
   */
  public long size() {
    return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
  }

  /** For messages: {@code "weight_ih_l0" F32 [16, 3]}, at a length that can be read. */
  @Override
  public String toString() {
    return Quoted.of(name) + " " + type + " " + Quoted.sides(shape);
  }
}
