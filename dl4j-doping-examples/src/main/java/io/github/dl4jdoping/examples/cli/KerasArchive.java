package io.github.dl4jdoping.examples.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights of a Keras file, where Deeplearning4j looks for them. It expects the two cells of a
 * bidirectional layer under one name, and TensorFlow numbers them: {@code forward_lstm/lstm_cell_1}
 * and {@code backward_lstm/lstm_cell_2}.
 */
final class KerasArchive extends Hdf5Archive {

  private static final String BACKWARD = "/backward_";

  KerasArchive(Path file) {
    super(file.toString());
  }

  @Override
  public INDArray readDataSet(String name, String... groups)
      throws UnsupportedKerasConfigurationException {
    return super.readDataSet(
        name, Arrays.stream(groups).map(this::existing).toArray(String[]::new));
  }

  private String existing(String path) {
    int backward = path.indexOf(BACKWARD);
    int slash = path.lastIndexOf('/');
    if (backward < 0 || slash <= backward) {
      return path;
    }
    String direction = path.substring(0, slash);
    List<String> cells = getGroups(direction);
    return cells.size() == 1 ? direction + "/" + cells.get(0) : path;
  }
}
