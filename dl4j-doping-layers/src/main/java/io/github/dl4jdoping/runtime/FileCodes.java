package io.github.dl4jdoping.runtime;

import java.util.function.ToIntFunction;

/** The numbers that stand for kinds of things in a file. */
final class FileCodes {

  static final int ZERO = 0;
  static final int DENSE_MATRIX = 1;
  static final int KRONECKER = 2;
  static final int LOW_RANK = 3;
  static final int HYBRID = 4;
  static final int HYBRID_WITH_FREE_UNITS = 5;

  static final int EMBEDDING = 1;
  static final int LSTM = 2;
  static final int DENSE = 3;
  static final int ACTIVATION = 4;
  static final int LAST_STEP = 5;
  static final int BIDIRECTIONAL = 6;

  private FileCodes() {}

  /** Reads which of some constants is meant. */
  static <E> E read(ByteReader in, String what, E[] constants, ToIntFunction<E> code)
      throws CompactFormatException {
    int at = in.position();
    int found = in.u8(what);
    for (E constant : constants) {
      if (code.applyAsInt(constant) == found) {
        return constant;
      }
    }
    throw unknown(at, what, found);
  }

  /** What to throw when a number stands for nothing. */
  static CompactFormatException unknown(int at, String what, int found) {
    return new CompactFormatException(
        at, what + " was expected, and " + found + " stands for none that is known");
  }
}
