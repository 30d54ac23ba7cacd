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
 * and {@code backward_lstm/lstm_cell_2}. And it knows a weight by the digits that Keras 2 puts behind
 * its name, {@code kernel:0}, and Keras 3 does not.
 */
final class KerasArchive extends Hdf5Archive {

  private static final String BACKWARD = "/backward_";

  private final boolean keras3;

  KerasArchive(Path file, boolean keras3) {
    super(file.toString());
    this.keras3 = keras3;
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

  /** The only attribute that is asked for of a group: the names of its weights. */
  @Override
  public String readAttributeAsString(String attribute, String... groups)
      throws UnsupportedKerasConfigurationException {
    return keras3 && groups.length == 1
        ? firstWeight(groups[0])
        : super.readAttributeAsString(attribute, groups);
  }

  private String firstWeight(String layer) {
    String group = layer;
    while (getDataSets(group).isEmpty()) {
      List<String> inner = getGroups(group);
      if (inner.isEmpty()) {
        return "";
      }
      String forward =
          inner.stream()
              .filter(name -> name.startsWith("forward_"))
              .findFirst()
              .orElse(inner.get(0));
      group = group + "/" + forward;
    }
    return group.substring(layer.length() + 1) + "/" + getDataSets(group).get(0) + ":0";
  }
}
