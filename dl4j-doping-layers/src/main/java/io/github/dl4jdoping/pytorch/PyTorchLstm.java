package io.github.dl4jdoping.pytorch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;

/**
 * The weights of a PyTorch {@code torch.nn.LSTM}, from a safetensors file into layers of DL4J.
 *
 * <pre>{@code
 * PyTorchLstm lstm = PyTorchLstm.read(Path.of("model.safetensors"));
 * MultiLayerNetwork net = lstm.network(); // or lstm.copyTo(net), for a network that is there
 * }</pre>
 *
 * <p>PyTorch names an LSTM's tensors {@code weight_ih_l0 [4H, in]}, {@code weight_hh_l0 [4H, H]},
 * {@code bias_ih_l0 [4H]} and {@code bias_hh_l0 [4H]}, each with {@code _reverse} for the backward
 * direction, and so on for the layers above, behind the name of the module, as in {@code
 * lstm.weight_ih_l0}. Rows come in the blocks input gate, forget gate, candidate, output gate; DL4J
 * has columns in the blocks candidate, forget gate, output gate, input gate, and one bias, the sum.
 * An LSTM without biases gives biases of 0.
 *
 * <p>What goes in and comes out has the shape {@code [batch, size, time]} in DL4J, whatever {@code
 * batch_first} was. PyTorch's dropout between layers is no weight, and is not in the file.
 */
public final class PyTorchLstm {

  private final String prefix;
  private final List<List<LstmWeights>> layers;

  private PyTorchLstm(String prefix, List<List<LstmWeights>> layers) {
    this.prefix = prefix;
    this.layers = layers;
  }

  /**
   * Reads the one LSTM of a file.
   *
   * @param file in the safetensors format
   * @return its weights
   * @throws SafetensorsException if it is not such a file, or has not one {@code nn.LSTM}; the message
   *     names the tensors, and the prefixes if there are several
   * @throws IOException if it cannot be read
   */
  public static PyTorchLstm read(Path file) throws IOException {
    try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
      return read(tensors, LstmTensors.onlyPrefix(tensors));
    }
  }

  /**
   * Reads an LSTM of a file.
   *
   * @param file in the safetensors format
   * @param prefix what stands before the names of its tensors, as {@code "lstm."}; may be empty
   * @return its weights
   * @throws SafetensorsException if it is not such a file, or has no {@code nn.LSTM} of that name; the
   *     message names the tensor
   * @throws IOException if it cannot be read
   */
  public static PyTorchLstm read(Path file, String prefix) throws IOException {
    try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
      return read(tensors, prefix);
    }
  }

  private static PyTorchLstm read(SafetensorsFile tensors, String prefix) throws IOException {
    return new PyTorchLstm(prefix, new LstmTensors(tensors, prefix).read());
  }

  /**
   * What stands before the names of the tensors.
   *
   * @return as in the file, empty if there is nothing
   */
  public String prefix() {
    return prefix;
  }

  /**
   * The number of layers, PyTorch's {@code num_layers}.
   *
   * @return 1 or more
   */
  public int layers() {
    return layers.size();
  }

  /**
   * The size of the input, PyTorch's {@code input_size}.
   *
   * @return 1 or more
   */
  public int inputs() {
    return layers.get(0).get(0).inputs();
  }

  /**
   * The number of units in one direction of a layer, PyTorch's {@code hidden_size}.
   *
   * @return 1 or more
   */
  public int units() {
    return layers.get(0).get(0).units();
  }

  /**
   * Whether the layers also run backwards. What they give out is then {@code 2 * units()} wide.
   *
   * @return true if the file has weights of a reverse direction
   */
  public boolean bidirectional() {
    return layers.get(0).size() == 2;
  }

  /**
   * Copies all layers into the LSTM layers of a network, in order; its other layers stay as they
   * are. See {@link #copyTo(int, Layer)}.
   *
   * @param net initialised, with as many LSTM layers as there are here
   * @throws IllegalArgumentException if layers do not fit; then nothing was copied
   */
  public void copyTo(MultiLayerNetwork net) {
    List<TargetLayer> targets = new ArrayList<>();
    for (Layer layer : net.getLayers()) {
      if (TargetLayer.isLstm(layer)) {
        targets.add(new TargetLayer(layer));
      }
    }
    if (targets.size() != layers.size()) {
      throw new IllegalArgumentException(
          "The network has "
              + targets.size()
              + " LSTM layers and the PyTorch LSTM "
              + layers.size()
              + ": the numbers must be the same. Use copyTo(int, Layer) for single layers.");
    }
    for (int i = 0; i < layers.size(); i++) {
      targets.get(i).check(layers.get(i));
    }
    for (int i = 0; i < layers.size(); i++) {
      targets.get(i).assign(layers.get(i));
    }
  }

  /**
   * Copies one layer into a layer of a network: an LSTM, or a DopedLSTM with the structure {@code
   * Unstructured.none()} and a doping that starts dense; each also inside a Bidirectional layer that
   * concatenates, and inside wrappers such as LastTimeStep. Its activation must be tanh and that of
   * its gates the sigmoid, as in PyTorch.
   *
   * @param layer from 0, the one at the input
   * @param target layer of an initialised network, of the same sizes
   * @throws IllegalArgumentException if it does not fit
   * @throws IndexOutOfBoundsException if there is no such layer
   */
  public void copyTo(int layer, Layer target) {
    TargetLayer checked = new TargetLayer(target);
    checked.check(layers.get(layer));
    checked.assign(layers.get(layer));
  }

  /**
   * A network of these layers alone: DL4J's LSTM, or Bidirectional ones that concatenate.
   *
   * @return initialised, with the weights; in double precision if the file's are
   */
  public MultiLayerNetwork network() {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder().dataType(layers.get(0).get(0).dataType()).list();
    for (int i = 0; i < layers.size(); i++) {
      LSTM lstm = new LSTM.Builder().nOut(units()).activation(Activation.TANH).build();
      list.layer(bidirectional() ? new Bidirectional(Bidirectional.Mode.CONCAT, lstm) : lstm);
    }
    MultiLayerNetwork net =
        new MultiLayerNetwork(list.setInputType(InputType.recurrent(inputs())).build());
    net.init();
    copyTo(net);
    return net;
  }

  @Override
  public String toString() {
    return "PyTorchLstm(prefix="
        + Quoted.of(prefix)
        + ", inputs="
        + inputs()
        + ", units="
        + units()
        + ", layers="
        + layers()
        + (bidirectional() ? ", bidirectional)" : ")");
  }
}
