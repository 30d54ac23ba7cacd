package io.github.dl4jdoping.examples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.config.KerasModelConfiguration;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasModelBuilder;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files in HDF5 that Keras 1 or 2 wrote by {@code model.save("model.h5")}. */
final class KerasFile {

  private static final Logger LOG = LoggerFactory.getLogger(KerasFile.class);

  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final String MODEL = "model_config";
  private static final String TRAINING = "training_config";
  private static final String VERSION = "keras_version";

  private KerasFile() {}

  /**
   * Whether a file is in HDF5.
   *
   * @param path of a file
   * @return true if it starts as such files do
   * @throws IOException if it cannot be read
   */
  static boolean isHdf5(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return Arrays.equals(in.readNBytes(HDF5.length), HDF5);
    }
  }

  /**
   * Imports a model, with its loss and updater if the file says what they are and Deeplearning4j has
   * them. Its sequences have the order of Keras, {@code [batch, time, size]}.
   *
   * @param path of an HDF5 file
   * @return a MultiLayerNetwork of a Sequential model, otherwise a ComputationGraph
   * @throws IOException if it cannot be imported; the message names the file
   */
  static Model read(Path path) throws IOException {
    try {
      org.bytedeco.hdf5.Exception.dontPrint();
      return read(path, Contents.of(path));
    } catch (InvalidKerasConfigurationException
        | UnsupportedKerasConfigurationException
        | RuntimeException e) {
      throw new IOException(
          path + " is a Keras model that Deeplearning4j cannot import: " + e.getMessage(), e);
    } catch (LinkageError e) {
      throw new IOException(
          path
              + " is in HDF5, whose native library cannot be loaded on this machine; there is none"
              + " for macOS on arm64. Import it on another one and save it by ModelSerializer.",
          e);
    }
  }

  private static Model read(Path path, Contents contents)
      throws IOException,
          InvalidKerasConfigurationException,
          UnsupportedKerasConfigurationException {
    if (contents.training()) {
      try {
        return read(path, contents.sequential(), true);
      } catch (InvalidKerasConfigurationException | UnsupportedKerasConfigurationException e) {
        LOG.warn("{}: imported without its training configuration. {}", path, e.getMessage());
      }
    }
    return read(path, contents.sequential(), false);
  }

  private static Model read(Path path, boolean sequential, boolean training)
      throws IOException,
          InvalidKerasConfigurationException,
          UnsupportedKerasConfigurationException {
    try (KerasModelBuilder builder = new KerasModelBuilder(new KerasModelConfiguration());
        KerasArchive weights = new KerasArchive(path)) {
      builder.modelHdf5Filename(path.toString()).enforceTrainingConfig(training);
      builder.setWeightsArchive(weights);
      return sequential
          ? builder.buildSequential().getMultiLayerNetwork()
          : builder.buildModel().getComputationGraph();
    }
  }

  /**
   * What is in a file.
   *
   * @param sequential whether the model is a chain of layers
   * @param training whether loss and optimiser are there
   */
  private record Contents(boolean sequential, boolean training) {

    static Contents of(Path path) throws IOException, UnsupportedKerasConfigurationException {
      try (Hdf5Archive archive = open(path)) {
        if (!archive.hasAttribute(MODEL) || !archive.hasAttribute(VERSION)) {
          throw new IOException(
              path
                  + " is in HDF5, but holds no Keras model: it has no "
                  + MODEL
                  + ". Files of save_weights have none; write one with model.save(\"model.h5\").");
        }
        checkVersion(path, archive.readAttributeAsFixedLengthString(VERSION, 1));
        String json = archive.readAttributeAsJson(MODEL);
        String kind = new ObjectMapper().readTree(json).path("class_name").asText();
        return new Contents(kind.equals("Sequential"), archive.hasAttribute(TRAINING));
      }
    }

    private static Hdf5Archive open(Path path) throws IOException {
      try {
        return new Hdf5Archive(path.toString());
      } catch (RuntimeException e) {
        throw new IOException(path + " is in HDF5, but damaged: " + e.getMessage() + ".", e);
      }
    }

    private static void checkVersion(Path path, String major) throws IOException {
      if (!major.equals("1") && !major.equals("2")) {
        throw new IOException(
            path
                + " was written by Keras "
                + major
                + ", and Deeplearning4j imports models of Keras 1 and 2. Build the model with the"
                + " package tf_keras, which is Keras 2, give it the weights by set_weights and save"
                + " it from there.");
      }
    }
  }
}
