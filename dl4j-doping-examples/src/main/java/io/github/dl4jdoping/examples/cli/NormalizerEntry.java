package io.github.dl4jdoping.examples.cli;

import io.github.dl4jdoping.examples.common.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.util.ModelSerializer;

/** The normaliser that a model file of Deeplearning4j may hold beside the network. */
final class NormalizerEntry {

  /** The second is what older versions wrote. */
  private static final List<String> NAMES =
      List.of(ModelSerializer.NORMALIZER_BIN, ModelSerializer.PREPROCESSOR_BIN);

  private NormalizerEntry() {}

  /**
   * Reads a normaliser, if there is one.
   *
   * @param from a file with a network, of whatever format
   * @return what another model file needs to have the same one
   * @throws IOException if it cannot be read
   */
  static Map<String, ModelFile.Entry> read(Path from) throws IOException {
    Map<String, ModelFile.Entry> entries = new LinkedHashMap<>();
    if (!isZip(from)) {
      return entries;
    }
    try (ZipFile zip = new ZipFile(from.toFile())) {
      for (String name : NAMES) {
        ZipEntry entry = zip.getEntry(name);
        if (entry != null) {
          byte[] content = content(zip, entry);
          entries.put(name, out -> out.write(content));
        }
      }
    }
    return entries;
  }

  private static byte[] content(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private static boolean isZip(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.read() == 'P' && in.read() == 'K';
    }
  }
}
