package io.github.dl4jdoping.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What a file holds, and how that becomes bytes and comes back, as docs/format.md says.
 *
 * @param provenance where the model comes from
 * @param layers from input to output
 * @param layerBytes what each layer takes of the file
 * @param length of the whole file
 */
record CompactFile(
    Provenance provenance, List<CompactLayer> layers, List<Integer> layerBytes, int length) {

  static final int VERSION = 1;

  /** The longest array that every JVM allocates. */
  static final int LONGEST = Integer.MAX_VALUE - 8;

  /** The first byte is not ASCII and the last two are a line end, so that no one takes it for text. */
  private static final byte[] MAGIC = {(byte) 0x89, 'D', 'O', 'P', 'E', 'D', '\r', '\n'};

  private static final int VERSION_AT = 8;
  private static final int CHECKSUM_AT = 12;
  private static final int LENGTH_AT = 16;
  static final int HEADER = 24;

  /** A file and its bytes. */
  record Encoded(CompactFile file, ByteBuffer bytes) {}

  /**
   * Writes a file to memory.
   *
   * @throws IllegalArgumentException if it would be longer than {@link #LONGEST}
   */
  static Encoded encode(Provenance provenance, List<CompactLayer> layers) {
    ByteWriter out = new ByteWriter();
    out.bytes(new byte[HEADER]);
    ProvenanceCode.write(provenance, out);
    out.u32(layers.size());
    List<Integer> layerBytes = new ArrayList<>();
    for (CompactLayer layer : layers) {
      int start = out.position();
      layer.write(out);
      layerBytes.add(out.position() - start);
    }
    ByteBuffer bytes = out.finish();
    putHeader(bytes);
    return new Encoded(new CompactFile(provenance, layers, layerBytes, bytes.limit()), bytes);
  }

  private static void putHeader(ByteBuffer bytes) {
    bytes.put(0, MAGIC);
    bytes.putInt(VERSION_AT, VERSION);
    bytes.putLong(LENGTH_AT, bytes.limit());
    bytes.putInt(CHECKSUM_AT, checksum(bytes));
  }

  /** CRC-32C of all that follows the checksum. */
  static int checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.slice(LENGTH_AT, bytes.limit() - LENGTH_AT));
    return (int) checksum.getValue();
  }

  /**
   * Checks whether the start of a file is that of a compact model that can be read.
   *
   * @param start at most the first {@link #HEADER} bytes
   * @param length of the file
   */
  static void checkHeader(ByteBuffer start, long length) throws CompactFormatException {
    ByteBuffer header = start.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[Math.min(MAGIC.length, header.limit())];
    header.get(0, magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new CompactFormatException(
          0,
          "the eight bytes that every compact model starts with"
              + " were expected, and found others");
    }
    if (header.limit() < HEADER) {
      throw new CompactFormatException(
          header.limit(),
          "a header of " + HEADER + " bytes was expected, and the file ends within it");
    }
    checkVersion(Integer.toUnsignedLong(header.getInt(VERSION_AT)));
    checkLength(header.getLong(LENGTH_AT), length);
  }

  private static void checkVersion(long version) throws CompactFormatException {
    if (version > VERSION) {
      throw new CompactFormatException(
          VERSION_AT,
          "format version "
              + VERSION
              + " was expected, and found the newer version "
              + version
              + ": update dl4j-doping to read this file");
    }
    if (version != VERSION) {
      throw new CompactFormatException(
          VERSION_AT, "format version " + VERSION + " was expected, and found " + version);
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
    if (length > LONGEST) {
      throw new CompactFormatException(
          LENGTH_AT, "a length of at most " + LONGEST + " was expected, and found " + length);
    }
  }

  /**
   * Reads a file from memory.
   *
   * @param bytes all of it
   * @throws CompactFormatException if it is not exactly what {@link #encode} makes
   */
  static CompactFile decode(byte[] bytes) throws CompactFormatException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    checkHeader(buffer, bytes.length);
    int stated = buffer.getInt(CHECKSUM_AT);
    int found = checksum(buffer);
    if (stated != found) {
      throw new CompactFormatException(
          CHECKSUM_AT,
          String.format(
              "the checksum %08x of what follows was expected, and found %08x", found, stated));
    }
    buffer.position(HEADER);
    return decode(new ByteReader(buffer), bytes.length);
  }

  private static CompactFile decode(ByteReader in, int length) throws CompactFormatException {
    Provenance provenance = ProvenanceCode.read(in);
    int at = in.position();
    int count = in.count("The number of layers", 1, LayerOrder.MOST_LAYERS);
    List<CompactLayer> layers = new ArrayList<>();
    List<Integer> layerBytes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int start = in.position();
      layers.add(LayerReader.layer(in));
      layerBytes.add(in.position() - start);
    }
    if (in.remaining() > 0) {
      throw new CompactFormatException(
          in.position(), "the end was expected, and " + in.remaining() + " bytes are left");
    }
    try {
      LayerOrder.check(layers);
    } catch (IllegalArgumentException e) {
      throw new CompactFormatException(at, "the layers do not fit each other: " + e.getMessage());
    }
    return new CompactFile(provenance, layers, layerBytes, length);
  }
}
