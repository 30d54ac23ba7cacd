package io.github.dl4jdoping.examples.common;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * One file with a network, its updater, and what the training loop has to remember. It is an
 * ordinary DL4J model file, readable by {@code ModelSerializer}.
 */
public final class Checkpoint {

  /** Where ModelSerializer looks for objects. */
  private static final String OBJECTS = "objects/";

  private static final String PROGRESS = "progress";

  private Checkpoint() {}

  /**
   * Writes a checkpoint; a reader sees the old file or the new one.
   *
   * @param file to be created or replaced
   * @param network a MultiLayerNetwork or a ComputationGraph, with its updater
   * @param progress of the training loop
   * @throws IOException if it cannot be written; the old file is then as it was
   */
  public static void write(Path file, Model network, Serializable progress) throws IOException {
    ModelFile.write(file, network, true, Map.of(OBJECTS + PROGRESS, out -> write(progress, out)));
  }

  private static void write(Serializable object, OutputStream out) throws IOException {
    ObjectOutputStream objects = new ObjectOutputStream(out);
    objects.writeObject(object);
    objects.flush();
  }

  /**
   * Reads the network of a checkpoint.
   *
   * @param file written by {@link #write}
   * @return the network, its parameters and updater; iteration and epoch count included
   * @throws IOException if the file is missing or no checkpoint
   */
  public static MultiLayerNetwork network(Path file) throws IOException {
    return ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true);
  }

  /**
   * Reads the network of a checkpoint that was written of a ComputationGraph.
   *
   * @param file written by {@link #write}
   * @return the network, its parameters and updater; iteration and epoch count included
   * @throws IOException if the file is missing or no checkpoint
   */
  public static ComputationGraph graph(Path file) throws IOException {
    return ModelSerializer.restoreComputationGraph(file.toFile(), true);
  }

  /**
   * Reads what the training loop had to remember.
   *
   * @param <T> what was written
   * @param file written by {@link #write}
   * @param type what was written
   * @return the progress
   * @throws IOException if the file holds none
   */
  public static <T extends Serializable> T progress(Path file, Class<T> type) throws IOException {
    try {
      return type.cast(ModelSerializer.getObjectFromFile(file.toFile(), PROGRESS));
    } catch (RuntimeException e) {
      throw new IOException(file + " is not a checkpoint of this program: " + e.getMessage(), e);
    }
  }
}
