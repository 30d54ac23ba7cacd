package io.github.dl4jdoping.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random damage to files. */
final class Mutations {

  private static final int HEADER = FileHeader.LENGTH;
  private static final int[] EDGES = {
    0,
    1,
    2,
    3,
    4,
    5,
    16,
    255,
    256,
    257,
    0x10000,
    0x10001,
    0x1000000,
    0x1fffffff,
    0x20000000,
    0x3fffffff,
    0x40000000,
    Integer.MAX_VALUE - 8,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    -2,
    -1,
    0x7f800000,
    0x7fc00000
  };

  private final Random random;
  private final List<byte[]> files;

  /** Damage to given files. */
  Mutations(long seed, List<byte[]> files) {
    this.random = new Random(seed);
    this.files = files;
  }

  /** A damaged file; more often than not with a length and a checksum that fit the damage. */
  byte[] next() {
    byte[] bytes = any().clone();
    for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
      bytes = mutated(bytes);
    }
    return bytes.length >= HEADER && random.nextInt(8) > 0 ? repaired(bytes) : bytes;
  }

  private byte[] any() {
    return files.get(random.nextInt(files.size()));
  }

  private byte[] mutated(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(10)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> inserted(bytes, at, new byte[1 + random.nextInt(8)]);
      case 2 -> inserted(bytes, at, piece(any()));
      case 3 -> removed(bytes, at, 1 + random.nextInt(8));
      case 4 -> overwritten(bytes, at, piece(any()));
      case 5, 6, 7 -> edited(bytes, at);
      case 8 -> overwritten(bytes, at, new byte[] {(byte) random.nextInt()});
      default -> overwritten(bytes, at, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))});
    };
  }

  private byte[] piece(byte[] file) {
    int from = random.nextInt(file.length);
    int length = 1 + random.nextInt(Math.min(64, file.length - from));
    return Arrays.copyOfRange(file, from, from + length);
  }

  private byte[] edited(byte[] bytes, int at) {
    byte[] number = new byte[Integer.BYTES];
    int value = EDGES[random.nextInt(EDGES.length)];
    int relative = bytes.length - at + random.nextInt(9) - 4;
    ByteBuffer.wrap(number)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(random.nextInt(4) == 0 ? relative : value);
    return overwritten(bytes, at, number);
  }

  private static byte[] inserted(byte[] bytes, int at, byte[] piece) {
    byte[] result = Arrays.copyOf(bytes, bytes.length + piece.length);
    System.arraycopy(bytes, at, result, at + piece.length, bytes.length - at);
    System.arraycopy(piece, 0, result, at, piece.length);
    return result;
  }

  private static byte[] removed(byte[] bytes, int at, int length) {
    int end = Math.min(bytes.length, at + length);
    byte[] result = Arrays.copyOf(bytes, bytes.length - (end - at));
    System.arraycopy(bytes, end, result, at, bytes.length - end);
    return result;
  }

  private static byte[] overwritten(byte[] bytes, int at, byte[] piece) {
    byte[] result = bytes.clone();
    System.arraycopy(piece, 0, result, at, Math.min(piece.length, bytes.length - at));
    return result;
  }

  private static byte[] repaired(byte[] bytes) {
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(16, bytes.length);
    return withChecksum(bytes);
  }

  /** The same bytes with the checksum that belongs to them. */
  static byte[] withChecksum(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(12, FileHeader.checksum(buffer));
    return bytes;
  }
}
