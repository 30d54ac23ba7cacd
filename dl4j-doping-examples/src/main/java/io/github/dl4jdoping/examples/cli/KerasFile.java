package io.github.dl4jdoping.examples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.config.KerasModelConfiguration;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasModelBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files in HDF5 that Keras wrote by {@code model.save("model.h5")}. */
final class KerasFile {

  private static final Logger LOG = LoggerFactory.getLogger(KerasFile.class);

  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final String MODEL = "model_config";
  private static final String TRAINING = "training_config";
  private static final String VERSION = "keras_version";
  private static final Set<String> VERSIONS = Set.of("1", "2", "3");

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
        return read(path, contents, true);
      } catch (InvalidKerasConfigurationException
          | UnsupportedKerasConfigurationException
          | RuntimeException e) {
        LOG.warn("{}: imported without its training configuration. {}", path, e.getMessage());
      }
    }
    return read(path, contents, false);
  }

  private static Model read(Path path, Contents contents, boolean training)
      throws IOException,
          InvalidKerasConfigurationException,
          UnsupportedKerasConfigurationException {
    try (KerasModelBuilder builder = new KerasModelBuilder(new KerasModelConfiguration());
        KerasArchive weights = new KerasArchive(path, contents.keras3())) {
      builder.modelHdf5Filename(path.toString()).enforceTrainingConfig(training);
      builder.setWeightsArchive(weights);
      KerasJson json = new KerasJson(builder.getModelJson());
      builder.setModelJson(json.forImport(contents.keras3()));
      builder.setTrainingJson(KerasJson.withDecay(builder.getTrainingJson()));
      Model model =
          json.isSequential()
              ? builder.buildSequential().getMultiLayerNetwork()
              : builder.buildModel().getComputationGraph();
      warn(path, json);
      return model;
    }
  }

  private static void warn(Path path, KerasJson json) {
    if (json.masksZero()) {
      LOG.warn(
          "{}: its embedding has mask_zero, which Deeplearning4j does not import. Give the network"
              + " a mask of the features with every batch, 1 where the index is not 0.",
          path);
    }
    if (json.endsBothWays()) {
      LOG.warn(
          "{}: it has a Bidirectional layer without return_sequences. Deeplearning4j runs it, but"
              + " neither trains it nor saves it with an updater.",
          path);
    }
  }

  /**
   * What is in a file.
   *
   * @param keras3 whether Keras 3 wrote it
   * @param training whether loss and optimiser are there
   */
  private record Contents(boolean keras3, boolean training) {

    static Contents of(Path path) throws IOException, UnsupportedKerasConfigurationException {
      try (Hdf5Archive archive = open(path)) {
        if (!archive.hasAttribute(MODEL) || !archive.hasAttribute(VERSION)) {
          throw new IOException(
              path
                  + " is in HDF5, but holds no Keras model: it has no "
                  + MODEL
                  + ". Files of save_weights have none; write one with model.save(\"model.h5\").");
        }
        String major = archive.readAttributeAsFixedLengthString(VERSION, 1);
        if (!VERSIONS.contains(major)) {
          throw new IOException(
              path + " was written by Keras " + major + "; versions that are read are 1 to 3.");
        }
        return new Contents(major.equals("3"), archive.hasAttribute(TRAINING));
      }
    }

    private static Hdf5Archive open(Path path) throws IOException {
      try {
        return new Hdf5Archive(path.toString());
      } catch (RuntimeException e) {
        throw new IOException(path + " is in HDF5, but damaged: " + e.getMessage() + ".", e);
      }
    }
  }
}
