package io.github.dl4jdoping.kernel;

/** Checks what matrices are made of, once, so that kernels need not. */
final class Lengths {

  private Lengths() {}

  /**
   * A copy of an array that must have one entry for each entry of a matrix.
   *
   * @throws IllegalArgumentException if it has not
   */
  static float[] copy(String name, float[] array, int... shape) {
    long size = 1;
    for (int side : shape) {
      if (side < 1) {
        throw wrong(name, array, shape);
      }
      size = Math.multiplyExact(size, side);
    }
    if (size != array.length) {
      throw wrong(name, array, shape);
    }
    return array.clone();
  }

  private static IllegalArgumentException wrong(String name, float[] array, int... shape) {
    return new IllegalArgumentException(
        name
            + " "
            + java.util.Arrays.toString(shape)
            + " needs sides of at least 1 and as many values as their product; got "
            + array.length
            + " values.");
  }
}
