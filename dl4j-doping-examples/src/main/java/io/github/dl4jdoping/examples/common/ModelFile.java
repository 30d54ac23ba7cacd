package io.github.dl4jdoping.examples.common;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;

/**
 * DL4J's model files, written whole, with entries of one's own. DL4J itself adds entries by way of a
 * file with a new name in the folder for temporary files, where each killed process leaves one.
 */
public final class ModelFile {

  private ModelFile() {}

  /** Writes an entry's content. */
  @FunctionalInterface
  public interface Entry {

    /**
     * Writes everything.
     *
     * @param out where to; not to be closed
     * @throws IOException if that fails
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a model file; a reader sees the old file or the new one.
   *
   * @param file to be created or replaced
   * @param network a MultiLayerNetwork or a ComputationGraph
   * @param updater whether to write the updater's state
   * @param entries by name, added after those of DL4J
   * @throws IOException if it cannot be written; the old file is then as it was
   */
  public static void write(Path file, Model network, boolean updater, Map<String, Entry> entries)
      throws IOException {
    WholeFile.write(
        file,
        side -> {
          if (entries.isEmpty()) {
            ModelSerializer.writeModel(network, side.toFile(), updater);
          } else {
            writeInTwoSteps(side, network, updater, entries);
          }
        });
  }

  private static void writeInTwoSteps(
      Path side, Model network, boolean updater, Map<String, Entry> entries) throws IOException {
    // The name is not a new one each time, for the same reason as that of the side file.
    Path plain = side.resolveSibling(side.getFileName() + ".model");
    try {
      ModelSerializer.writeModel(network, plain.toFile(), updater);
      copy(plain, side, entries);
    } finally {
      Files.deleteIfExists(plain);
    }
  }

  private static void copy(Path from, Path to, Map<String, Entry> more) throws IOException {
    try (ZipFile source = new ZipFile(from.toFile());
        ZipArchiveOutputStream target = new ZipArchiveOutputStream(to.toFile())) {
      source.copyRawEntries(target, entry -> true);
      for (Map.Entry<String, Entry> entry : more.entrySet()) {
        target.putArchiveEntry(new ZipArchiveEntry(entry.getKey()));
        entry.getValue().writeTo(target);
        target.closeArchiveEntry();
      }
    }
  }
}
