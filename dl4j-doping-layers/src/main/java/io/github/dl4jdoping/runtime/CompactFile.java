package io.github.dl4jdoping.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

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

  /** A file and its bytes. */
  record Encoded(CompactFile file, ByteBuffer bytes) {}

  /**
   * Writes a file to memory.
   *
   * @throws IllegalArgumentException if it would be longer than {@link FileHeader#LONGEST_FILE}
   */
  static Encoded encode(Provenance provenance, List<CompactLayer> layers) {
    ByteWriter out = new ByteWriter();
    out.bytes(new byte[FileHeader.LENGTH]);
    ProvenanceCode.write(provenance, out);
    out.u32(layers.size());
    List<Integer> layerBytes = new ArrayList<>();
    for (CompactLayer layer : layers) {
      int start = out.position();
      layer.write(out);
      layerBytes.add(out.position() - start);
    }
    ByteBuffer bytes = out.finish();
    FileHeader.put(bytes);
    return new Encoded(new CompactFile(provenance, layers, layerBytes, bytes.limit()), bytes);
  }

  /**
   * Reads a file from memory.
   *
   * @param bytes all of it
   * @throws CompactFormatException if it is not exactly what {@link #encode} makes
   */
  static CompactFile decode(byte[] bytes) throws CompactFormatException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    FileHeader.check(buffer, bytes.length);
    FileHeader.checkChecksum(buffer);
    buffer.position(FileHeader.LENGTH);
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
