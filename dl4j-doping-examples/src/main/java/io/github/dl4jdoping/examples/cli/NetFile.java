package io.github.dl4jdoping.examples.cli;

import io.github.dl4jdoping.pytorch.PyTorchLstm;
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

/**
 * Networks in files: those of Deeplearning4j's ModelSerializer, Keras models in HDF5, and PyTorch's
 * LSTMs in the safetensors format.
 */
final class NetFile {

  /** In the files of Keras 3, which are ZIP files too. */
  private static final String KERAS_WEIGHTS = "model.weights.h5";

  private NetFile() {}

  /**
   * Reads a network, with its updater if the file has one. See {@link KerasFile} for those of Keras;
   * of a PyTorch module only the LSTM is read.
   *
   * @param path of the file
   * @return a MultiLayerNetwork or a ComputationGraph
   * @throws IOException if it cannot be read or is not such a file; the message names the file
   */
  static Model read(Path path) throws IOException {
    InputFile.require(path);
    if (KerasFile.isHdf5(path)) {
      return KerasFile.read(path);
    }
    if (isSafetensors(path)) {
      return PyTorchLstm.read(path).network();
    }
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
    if (KerasFile.isHdf5(path) || isSafetensors(path)) {
      return false;
    }
    try (ZipFile zip = new ZipFile(path.toFile())) {
      return zip.getEntry(ModelSerializer.UPDATER_BIN) != null;
    }
  }

  /** The format has no bytes of its own to tell it by. */
  private static boolean isSafetensors(Path path) {
    return path.toString().endsWith(".safetensors");
  }

  /** The configuration of a graph has vertices. */
  private static boolean isGraph(Path path) throws IOException {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      ZipEntry configuration = zip.getEntry(ModelSerializer.CONFIGURATION_JSON);
      if (configuration == null && zip.getEntry(KERAS_WEIGHTS) != null) {
        throw new IOException(
            path
                + " has the format .keras, which is not read; files in HDF5 are: write one with"
                + " model.save(\"model.h5\").");
      }
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
