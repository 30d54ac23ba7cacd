package io.github.dl4jdoping.deploy;

/** Something of a layer that a compact model does not have; the layer is named where it is caught. */
final class Unsupported extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what it is.
   *
   * @param message what was found and what is supported
   */
  Unsupported(String message) {
    super(message);
  }
}
