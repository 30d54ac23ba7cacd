package io.github.dl4jdoping.support;

/** A delta code that no support has. */
public final class MalformedSupportException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong.
   *
   * @param message what was found and what was expected
   */
  MalformedSupportException(String message) {
    super(message);
  }
}
