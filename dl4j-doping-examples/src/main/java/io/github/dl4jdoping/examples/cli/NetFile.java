package io.github.dl4jdoping.examples.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Files written by Deeplearning4j's ModelSerializer. */
final class NetFile {

  private NetFile() {}

  /**
   * Reads a network, with its updater if the file has one.
   *
   * @param path of the file
   * @return a MultiLayerNetwork or a ComputationGraph
   * @throws IOException if it cannot be read or is not such a file; the message names the file
   */
  static Model read(Path path) throws IOException {
    InputFile.require(path);
    boolean graph = isGraph(path);
    boolean updater = hasUpdater(path);
    File file = path.toFile();
    try {
      return graph
          ? ModelSerializer.restoreComputationGraph(file, updater)
          : ModelSerializer.restoreMultiLayerNetwork(file, updater);
    } catch (RuntimeException e) {
      throw new IOException(path + " holds a model that cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Whether the state of the updater is in the file.
   *
   * @param path of a model file
   * @return false if the model was written without
   * @throws IOException if it cannot be read
   */
  static boolean hasUpdater(Path path) throws IOException {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      return zip.getEntry(ModelSerializer.UPDATER_BIN) != null;
    }
  }

  /** The configuration of a graph has vertices. */
  private static boolean isGraph(Path path) throws IOException {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      ZipEntry configuration = zip.getEntry(ModelSerializer.CONFIGURATION_JSON);
      if (configuration == null) {
        throw noModel(path, "it has no " + ModelSerializer.CONFIGURATION_JSON, null);
      }
      try (InputStream in = zip.getInputStream(configuration)) {
        JsonNode json = new ObjectMapper().readTree(in);
        return json.has("vertices");
      }
    } catch (ZipException e) {
      throw noModel(path, "it is not a ZIP file", e);
    }
  }

  private static IOException noModel(Path path, String reason, Exception cause) {
    return new IOException(
        path
            + " is not a model file of Deeplearning4j: "
            + reason
            + ". Write one with ModelSerializer.writeModel.",
        cause);
  }
}
