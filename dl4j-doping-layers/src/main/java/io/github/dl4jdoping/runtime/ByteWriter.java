package io.github.dl4jdoping.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes the numbers and texts of docs/format.md, little-endian, to memory. */
final class ByteWriter {

  private ByteBuffer buffer = allocate(1 << 10);

  private static ByteBuffer allocate(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer room(long length) {
    long needed = buffer.position() + length;
    if (needed > FileHeader.LONGEST_FILE) {
      throw new IllegalArgumentException(
          "A compact file has at most "
              + FileHeader.LONGEST_FILE
              + " bytes; this model needs more.");
    }
    if (needed > buffer.capacity()) {
      long capacity = Math.min(FileHeader.LONGEST_FILE, Math.max(needed, 2L * buffer.capacity()));
      buffer = allocate((int) capacity).put(buffer.flip());
    }
    return buffer;
  }

  int position() {
    return buffer.position();
  }

  void u8(int value) {
    room(Byte.BYTES).put((byte) value);
  }

  void u32(int value) {
    room(Integer.BYTES).putInt(value);
  }

  void u32s(int[] values) {
    for (int value : values) {
      u32(value);
    }
  }

  void i64(long value) {
    room(Long.BYTES).putLong(value);
  }

  void f64(double value) {
    room(Double.BYTES).putDouble(value);
  }

  void bytes(byte[] values) {
    room(values.length).put(values);
  }

  void floats(float[] values) {
    long length = (long) Float.BYTES * values.length;
    ByteBuffer target = room(length);
    target.asFloatBuffer().put(values);
    target.position(target.position() + (int) length);
  }

  /** An array that may be empty, after a byte that tells. */
  void optional(float[] values) {
    u8(values.length == 0 ? 0 : 1);
    floats(values);
  }

  void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    u32(utf8.length);
    bytes(utf8);
  }

  /** What was written, from its start to its end; the writer is not used any more. */
  ByteBuffer finish() {
    return buffer.flip();
  }
}
