package io.github.dl4jdoping.support;

import java.nio.ByteBuffer;

/**
 * Delta coding of an ascending sequence of positions: for each one the number of positions skipped
 * since the one before, as an unsigned LEB128 number (seven bits a byte, lowest first, the top bit
 * set in all but the last byte). At densities above one percent nearly every non-zero takes a
 * single byte.
 *
 * <p>Each sequence has exactly one code, and the decoder accepts no other: padded numbers are
 * refused.
 */
final class DeltaCode {

  private static final int BITS = 7;
  private static final int MORE = 1 << BITS;
  private static final int LOW_BITS = MORE - 1;

  /** Five groups of seven bits hold every int. */
  private static final int LONGEST = 5;

  private DeltaCode() {}

  /**
   * Encodes positions.
   *
   * @param positions strictly ascending, not negative
   * @return the code
   */
  static byte[] encode(int[] positions) {
    byte[] code = new byte[length(positions)];
    int at = 0;
    int next = 0;
    for (int position : positions) {
      int gap = position - next;
      while (gap >= MORE) {
        code[at++] = (byte) (gap | MORE);
        gap >>>= BITS;
      }
      code[at++] = (byte) gap;
      next = position + 1;
    }
    return code;
  }

  private static int length(int[] positions) {
    int length = 0;
    int next = 0;
    for (int position : positions) {
      for (int gap = position - next; gap >= MORE; gap >>>= BITS) {
        length++;
      }
      length++;
      next = position + 1;
    }
    return length;
  }

  /**
   * Decodes positions from a buffer's position on and moves that behind them.
   *
   * @param buffer the code
   * @param count how many positions to read; the caller has made sure that it is not more than the
   *     buffer's remaining bytes
   * @param size positions are less than this
   * @return strictly ascending positions
   * @throws MalformedSupportException if the code ends early, is padded or leads beyond size; the
   *     buffer's position is then where the offending number starts
   */
  static int[] decode(ByteBuffer buffer, int count, int size) {
    int[] positions = new int[count];
    long next = 0;
    for (int k = 0; k < count; k++) {
      int start = buffer.position();
      long position = next + readNumber(buffer, start, k);
      if (position >= size) {
        throw malformed(buffer, start, "non-zero " + k + " lies at " + position + " of " + size);
      }
      positions[k] = (int) position;
      next = position + 1;
    }
    return positions;
  }

  private static long readNumber(ByteBuffer buffer, int start, int k) {
    long value = 0;
    for (int group = 0; group < LONGEST; group++) {
      if (!buffer.hasRemaining()) {
        throw malformed(buffer, start, "it ends within the gap before non-zero " + k);
      }
      int read = buffer.get();
      value |= (long) (read & LOW_BITS) << (BITS * group);
      if ((read & MORE) == 0) {
        if (read == 0 && group > 0) {
          break;
        }
        return value;
      }
    }
    throw malformed(buffer, start, "the gap before non-zero " + k + " is not in its shortest form");
  }

  private static MalformedSupportException malformed(ByteBuffer buffer, int at, String problem) {
    buffer.position(at);
    return new MalformedSupportException("The delta code of the support is damaged: " + problem);
  }
}
