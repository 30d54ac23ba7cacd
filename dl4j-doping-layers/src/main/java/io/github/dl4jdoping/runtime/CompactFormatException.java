package io.github.dl4jdoping.runtime;

import java.io.IOException;

/** A file that is not a compact model, or not one that this version of the library can read. */
public final class CompactFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  private final long offset;

  /**
   * Says what is wrong.
   *
   * @param offset where in the file, in bytes from its start
   * @param problem what was expected and what was found
   */
  CompactFormatException(long offset, String problem) {
    super("Not a readable compact model: at byte " + offset + ", " + problem + ".");
    this.offset = offset;
  }

  /**
   * Where the problem is.
   *
   * @return bytes from the start of the file
   */
  public long offset() {
    return offset;
  }
}
