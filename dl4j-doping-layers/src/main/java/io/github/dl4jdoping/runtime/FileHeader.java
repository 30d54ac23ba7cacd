package io.github.dl4jdoping.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** The first bytes of a file, which tell whether the rest is worth reading. */
final class FileHeader {

  /** The number of bytes. */
  static final int LENGTH = 24;

  /** The longest array that every JVM allocates, and so the longest file. */
  static final int LONGEST_FILE = Integer.MAX_VALUE - 8;

  private static final int VERSION = 1;

  /** The first byte is not ASCII and the last two are a line end, so that no one takes it for text. */
  private static final byte[] MAGIC = {(byte) 0x89, 'D', 'O', 'P', 'E', 'D', '\r', '\n'};

  private static final int VERSION_AT = 8;
  private static final int CHECKSUM_AT = 12;
  private static final int LENGTH_AT = 16;

  private FileHeader() {}

  /** Writes the header that belongs to what follows it. */
  static void put(ByteBuffer file) {
    file.put(0, MAGIC);
    file.putInt(VERSION_AT, VERSION);
    file.putLong(LENGTH_AT, file.limit());
    file.putInt(CHECKSUM_AT, checksum(file));
  }

  /** CRC-32C of all that follows the checksum. */
  static int checksum(ByteBuffer file) {
    CRC32C checksum = new CRC32C();
    checksum.update(file.slice(LENGTH_AT, file.limit() - LENGTH_AT));
    return (int) checksum.getValue();
  }

  /**
   * Checks whether the start of a file is that of a compact model that can be read.
   *
   * @param start the first bytes, all {@link #LENGTH} of them if the file is that long
   * @param length of the file
   */
  static void check(ByteBuffer start, long length) throws CompactFormatException {
    ByteBuffer header = start.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[Math.min(MAGIC.length, header.limit())];
    header.get(0, magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new CompactFormatException(
          0, "the eight bytes that every compact model starts with were expected, found others");
    }
    if (header.limit() < LENGTH) {
      throw new CompactFormatException(
          header.limit(),
          "a header of " + LENGTH + " bytes was expected, and the file ends within it");
    }
    checkVersion(Integer.toUnsignedLong(header.getInt(VERSION_AT)));
    checkLength(header.getLong(LENGTH_AT), length);
  }

  private static void checkVersion(long version) throws CompactFormatException {
    if (version != VERSION) {
      throw new CompactFormatException(
          VERSION_AT,
          "format version "
              + VERSION
              + " was expected, and found "
              + (version > VERSION ? "the newer version " : "")
              + version
              + (version > VERSION ? ": update dl4j-doping to read this file" : ""));
    }
  }

  private static void checkLength(long stated, long length) throws CompactFormatException {
    if (stated != length) {
      throw new CompactFormatException(
          LENGTH_AT,
          "the length of the file was expected, which has "
              + length
              + " bytes, and found "
              + stated);
    }
    if (length > LONGEST_FILE) {
      throw new CompactFormatException(
          LENGTH_AT, "a length of at most " + LONGEST_FILE + " was expected, and found " + length);
    }
  }

  /** Checks whether anything was damaged. */
  static void checkChecksum(ByteBuffer file) throws CompactFormatException {
    int stated = file.getInt(CHECKSUM_AT);
    int found = checksum(file);
    if (stated != found) {
      throw new CompactFormatException(
          CHECKSUM_AT,
          String.format(
              "the checksum %08x of what follows was expected, and found %08x", found, stated));
    }
  }
}
