package io.github.dl4jdoping.pytorch;

import java.io.IOException;

/** A file that is not in the safetensors format, or holds what this library cannot take. */
public final class SafetensorsException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong.
   *
   * @param problem what was found and what was expected, a sentence
   */
  SafetensorsException(String problem) {
    super(problem);
  }

  /**
   * Says what is wrong.
   *
   * @param problem what was found and what was expected, a sentence
   * @param cause where that was noticed
   */
  SafetensorsException(String problem, Throwable cause) {
    super(problem, cause);
  }
}
