package io.github.dl4jdoping.examples.speech;

import io.github.dl4jdoping.deploy.CompactExporter;
import io.github.dl4jdoping.examples.common.WholeFile;
import io.github.dl4jdoping.runtime.CompactModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * A trained network on disk, as DL4J writes it and as a compact model.
 *
 * @param model read back from its file
 * @param compactBytes length of the compact model's file
 * @param dl4jBytes length of the file that DL4J writes, without updater
 */
record Deployment(CompactModel model, long compactBytes, long dl4jBytes) {

  /**
   * Writes both files and reads the compact one.
   *
   * @param network trained; of a doped one the annealing must be over
   * @param folder where the files go
   * @param name of the files, without extension
   * @return the deployed model
   * @throws IOException if that fails
   */
  static Deployment of(MultiLayerNetwork network, Path folder, String name) throws IOException {
    Path dl4j = folder.resolve(name + ".zip");
    Path compact = folder.resolve(name + ".dlc");
    WholeFile.write(dl4j, side -> ModelSerializer.writeModel(network, side.toFile(), false));
    CompactExporter.export(network).save(compact);
    return new Deployment(CompactModel.load(compact), Files.size(compact), Files.size(dl4j));
  }
}
