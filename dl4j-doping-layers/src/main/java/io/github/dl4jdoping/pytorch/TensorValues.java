package io.github.dl4jdoping.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Reads the values of tensors, a piece at a time. */
final class TensorValues {

  /** A multiple of the size of every type. */
  private static final int PIECE = 1 << 16;

  private TensorValues() {}

  /** Takes a value. */
  interface Sink {

    /** Takes value number {@code index} in row-major order. */
    void put(int index, double value);
  }

  /**
   * Reads all values of a tensor.
   *
   * @param channel the file
   * @param dataStart where its data starts, in bytes
   * @param tensor of a readable type, with at most as many values as an array can have
   * @param sink takes the values
   */
  static void read(FileChannel channel, long dataStart, SafetensorsTensor tensor, Sink sink)
      throws IOException {
    int index = 0;
    for (long at = tensor.begin(); at < tensor.end(); at += PIECE) {
      int length = (int) Math.min(PIECE, tensor.end() - at);
      ByteBuffer piece = bytes(channel, dataStart + at, length);
      while (piece.hasRemaining()) {
        sink.put(index++, value(tensor.type(), piece));
      }
    }
  }

  /** Bytes that the file has been seen to have. */
  static ByteBuffer bytes(FileChannel channel, long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new SafetensorsException(
            "The file became shorter while it was read: it ends before byte "
                + (position + length)
                + ".");
      }
    }
    return bytes.flip();
  }

  private static double value(SafetensorsType type, ByteBuffer from) {
    return switch (type) {
      case F64 -> from.getDouble();
      case F32 -> from.getFloat();
      case BF16 -> Float.intBitsToFloat(from.getShort() << Short.SIZE);
      case F16 -> half(from.getShort());
      default -> throw new IllegalArgumentException(type + " is not readable.");
    };
  }

  /** IEEE 754 binary16: a sign, 5 bits of exponent with bias 15, 10 bits of fraction. */
  private static double half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double magnitude;
    if (exponent == 0) {
      magnitude = Math.scalb((double) fraction, -24);
    } else if (exponent == 0x1f) {
      magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else {
      magnitude = Math.scalb((double) (fraction | 0x400), exponent - 25);
    }
    return bits < 0 ? -magnitude : magnitude;
  }
}
