package io.github.dl4jdoping.pytorch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Finds the tensors of one {@code nn.LSTM} in a file, checks that they go together and reads them. */
final class LstmTensors {

  private static final String INPUT = "weight_ih";
  private static final String RECURRENT = "weight_hh";
  private static final String INPUT_BIAS = "bias_ih";
  private static final String RECURRENT_BIAS = "bias_hh";
  private static final String PROJECTION = "weight_hr";
  private static final String FIRST = "_l0";
  private static final String REVERSE = "_reverse";
  private static final int GATES = 4;

  private final SafetensorsFile file;
  private final String prefix;
  private final boolean bidirectional;
  private final boolean biased;
  private final Set<String> used = new HashSet<>();

  LstmTensors(SafetensorsFile file, String prefix) {
    this.file = file;
    this.prefix = prefix;
    this.bidirectional = file.names().contains(prefix + INPUT + FIRST + REVERSE);
    this.biased = has(INPUT_BIAS, FIRST) || has(RECURRENT_BIAS, FIRST);
  }

  /** The one prefix that recurrent modules of a file have. */
  static String onlyPrefix(SafetensorsFile file) throws SafetensorsException {
    String first = INPUT + FIRST;
    Set<String> prefixes = new TreeSet<>();
    for (String name : file.names()) {
      if (name.equals(first) || name.endsWith("." + first)) {
        prefixes.add(name.substring(0, name.length() - first.length()));
      }
    }
    if (prefixes.size() == 1) {
      return prefixes.iterator().next();
    }
    throw file.problem(
        prefixes.isEmpty()
            ? "no tensor is called "
                + first
                + ", with or without a module's name before it, so there is no nn.LSTM; there is "
                + Quoted.some(file.names())
            : "there are several recurrent modules; name one of the prefixes "
                + Quoted.some(prefixes));
  }

  /** The weights of each layer, and of each of its directions, forward first. */
  List<List<LstmWeights>> read() throws IOException {
    long units = units();
    long inputs = inputs();
    List<List<LstmWeights>> layers = new ArrayList<>();
    do {
      String layer = "_l" + layers.size();
      List<LstmWeights> directions = new ArrayList<>();
      directions.add(read(layer, inputs, units));
      if (bidirectional) {
        directions.add(read(layer + REVERSE, inputs, units));
      }
      layers.add(directions);
      inputs = directions.size() * units;
    } while (has(INPUT, "_l" + layers.size()) || has(RECURRENT, "_l" + layers.size()));
    checkNothingElse();
    return layers;
  }

  private boolean has(String kind, String place) {
    return file.names().contains(prefix + kind + place);
  }

  private long units() throws SafetensorsException {
    if (has(PROJECTION, FIRST)) {
      throw file.problem(
          "tensor "
              + file.tensor(prefix + PROJECTION + FIRST)
              + " belongs to an nn.LSTM with proj_size, which DL4J's LSTM has not");
    }
    List<Long> shape = file.tensor(prefix + RECURRENT + FIRST).shape();
    boolean gates =
        shape.size() == 2
            && shape.get(1) > 0
            && shape.get(0) / GATES == shape.get(1)
            && shape.get(0) % GATES == 0;
    if (!gates) {
      throw file.problem(
          "tensor "
              + file.tensor(prefix + RECURRENT + FIRST)
              + " is not that of an nn.LSTM, which has four rows for each column; three are those of"
              + " an nn.GRU and one that of an nn.RNN");
    }
    return shape.get(1);
  }

  private long inputs() throws SafetensorsException {
    SafetensorsTensor first = file.tensor(prefix + INPUT + FIRST);
    if (first.shape().size() != 2 || first.shape().get(1) == 0) {
      throw file.problem("tensor " + first + " is not a matrix with at least one column");
    }
    return first.shape().get(1);
  }

  private LstmWeights read(String place, long inputs, long units) throws IOException {
    long rows = GATES * units;
    INDArray input = read(INPUT + place, List.of(rows, inputs));
    INDArray recurrent = read(RECURRENT + place, List.of(rows, units));
    INDArray bias = Nd4j.zeros(input.dataType(), rows);
    if (biased) {
      bias.addi(read(INPUT_BIAS + place, List.of(rows)));
      bias.addi(read(RECURRENT_BIAS + place, List.of(rows)));
    }
    return LstmWeights.fromPyTorch(input, recurrent, bias.reshape(rows, 1));
  }

  private INDArray read(String name, List<Long> shape) throws IOException {
    SafetensorsTensor tensor = file.tensor(prefix + name);
    if (!tensor.shape().equals(shape)) {
      throw file.problem("tensor " + tensor + " should have the shape " + shape);
    }
    SafetensorsType type = file.tensor(prefix + INPUT + FIRST).type();
    if (tensor.type() != type) {
      throw file.problem(
          "tensor "
              + tensor
              + " should be of the type "
              + type
              + ", as the first of its nn.LSTM is");
    }
    used.add(tensor.name());
    INDArray values =
        type == SafetensorsType.F64
            ? Nd4j.createFromArray(file.doubles(tensor.name()))
            : Nd4j.createFromArray(file.floats(tensor.name()));
    return values.reshape(shape.stream().mapToLong(Long::longValue).toArray());
  }

  /** What else belongs to the module would change what it computes. */
  private void checkNothingElse() throws SafetensorsException {
    for (String name : file.names()) {
      boolean ofModule = name.startsWith(prefix) && name.indexOf('.', prefix.length()) < 0;
      if (ofModule && !used.contains(name)) {
        throw file.problem(
            "tensor "
                + file.tensor(name)
                + " is not one of an nn.LSTM that has "
                + Quoted.some(new TreeSet<>(used)));
      }
    }
  }
}
