package io.github.dl4jdoping.examples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.util.ModelSerializer;

/** The normaliser that a model file of Deeplearning4j may hold beside the network. */
final class NormalizerEntry {

  /** For files whose names do not end in .zip. */
  private static final Map<String, String> ZIP = Map.of();

  /** The second is what older versions wrote. */
  private static final List<String> NAMES =
      List.of(ModelSerializer.NORMALIZER_BIN, ModelSerializer.PREPROCESSOR_BIN);

  private NormalizerEntry() {}

  /**
   * Takes over a normaliser, if there is one.
   *
   * @param from a file with a network, of whatever format
   * @param to a model file, to which it is added
   * @throws IOException if one of them cannot be read or written
   */
  static void copy(Path from, Path to) throws IOException {
    if (!isZip(from)) {
      return;
    }
    try (FileSystem source = FileSystems.newFileSystem(from, ZIP);
        FileSystem target = FileSystems.newFileSystem(to, ZIP)) {
      for (String name : NAMES) {
        if (Files.exists(source.getPath(name))) {
          Files.copy(source.getPath(name), target.getPath(name));
        }
      }
    }
  }

  private static boolean isZip(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.read() == 'P' && in.read() == 'K';
    }
  }
}
