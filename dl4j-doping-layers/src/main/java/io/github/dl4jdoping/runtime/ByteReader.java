package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.support.MalformedSupportException;
import io.github.dl4jdoping.support.Support;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the numbers and texts of docs/format.md, and trusts nothing: that the bytes are there is
 * checked before anything is allocated for them.
 */
final class ByteReader {

  private final ByteBuffer buffer;

  /** Reads a little-endian buffer from its position to its limit. */
  ByteReader(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  int position() {
    return buffer.position();
  }

  int remaining() {
    return buffer.remaining();
  }

  private void need(long bytes, String what) throws CompactFormatException {
    if (bytes > buffer.remaining()) {
      throw new CompactFormatException(
          position(),
          what + " was expected, " + bytes + " bytes, and only " + remaining() + " are left");
    }
  }

  int u8(String what) throws CompactFormatException {
    need(Byte.BYTES, what);
    return Byte.toUnsignedInt(buffer.get());
  }

  /** A number of things. */
  int count(String what, int least, int most) throws CompactFormatException {
    need(Integer.BYTES, what);
    long count = Integer.toUnsignedLong(buffer.getInt());
    if (count < least || count > most) {
      throw new CompactFormatException(
          position() - (long) Integer.BYTES,
          what + " was expected, from " + least + " to " + most + ", and found " + count);
    }
    return (int) count;
  }

  /** Numbers that ascend strictly, from 0 to less than a limit. */
  int[] ascending(String what, int count, int limit) throws CompactFormatException {
    need((long) Integer.BYTES * count, what);
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = count(what, i == 0 ? 0 : numbers[i - 1] + 1, limit - 1);
    }
    return numbers;
  }

  long i64(String what) throws CompactFormatException {
    need(Long.BYTES, what);
    return buffer.getLong();
  }

  /** Any number, or the one NaN that is written. */
  double f64(String what) throws CompactFormatException {
    need(Double.BYTES, what);
    long bits = buffer.getLong();
    double value = Double.longBitsToDouble(bits);
    if (Double.doubleToLongBits(value) != bits) {
      throw new CompactFormatException(
          position() - (long) Double.BYTES, what + " was expected, and found an unusual NaN");
    }
    return value;
  }

  /** As many finite numbers as a matrix of this shape has. */
  float[] floats(String what, long... shape) throws CompactFormatException {
    long most = buffer.remaining() / Float.BYTES;
    long size = 1;
    for (long side : shape) {
      if (side != 0 && size > most / side) {
        throw new CompactFormatException(
            position(),
            what
                + " "
                + Arrays.toString(shape)
                + " was expected, 4 bytes a value, and only "
                + remaining()
                + " bytes are left");
      }
      size *= side;
    }
    float[] values = new float[(int) size];
    buffer.asFloatBuffer().get(values);
    checkFinite(what, values);
    buffer.position(position() + Float.BYTES * values.length);
    return values;
  }

  private void checkFinite(String what, float[] values) throws CompactFormatException {
    int bad = Checks.firstNotFinite(values);
    if (bad >= 0) {
      throw new CompactFormatException(
          position() + (long) Float.BYTES * bad,
          what + " has finite values, and found " + values[bad]);
    }
  }

  /** An array that may be left out; then it is empty. */
  float[] optional(String what, long size) throws CompactFormatException {
    int at = position();
    int present = u8(what);
    if (present > 1) {
      throw new CompactFormatException(at, what + " is there (1) or not (0), and found " + present);
    }
    return present == 0 ? new float[0] : floats(what, size);
  }

  String text(String what) throws CompactFormatException {
    int length = count("The length of " + what, 0, Integer.MAX_VALUE);
    need(length, what);
    ByteBuffer utf8 = buffer.slice(position(), length);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
      buffer.position(position() + length);
      return text;
    } catch (CharacterCodingException e) {
      throw new CompactFormatException(position() + utf8.position(), what + " is not UTF-8");
    }
  }

  Support support(int rows, int columns, int count) throws CompactFormatException {
    try {
      return Support.decode(rows, columns, count, buffer);
    } catch (MalformedSupportException e) {
      throw new CompactFormatException(position(), e.getMessage());
    }
  }
}
