package io.github.dl4jdoping.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Unstructured;
import java.io.IOException;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers that would compute something else are an error, and stay as they are. */
class UnsuitableLayersTest {

  private static final int UNITS = 4;

  private static DopedLSTM.Builder doped() {
    return new DopedLSTM.Builder()
        .nOut(UNITS)
        .activation(Activation.TANH)
        .structure(Unstructured.none());
  }

  private static Bidirectional added() {
    return new Bidirectional(Bidirectional.Mode.ADD, Nets.lstm(UNITS));
  }

  @SuppressWarnings("deprecation") // the one with peepholes
  static Stream<Arguments> layers() {
    return Stream.of(
        Arguments.of("one", new LSTM.Builder().nOut(UNITS).build(), ".activation(Activation.TANH)"),
        Arguments.of(
            "one",
            new LSTM.Builder()
                .nOut(UNITS)
                .activation(Activation.TANH)
                .gateActivationFunction(Activation.HARDSIGMOID)
                .build(),
            "hardsigmoid for its gates"),
        Arguments.of(
            "one",
            new GravesLSTM.Builder().nOut(UNITS).activation(Activation.TANH).build(),
            "GravesLSTM"),
        Arguments.of("one", Nets.lstm(3), "has W [3, 12], and the PyTorch LSTM's is [3, 16]"),
        Arguments.of("one", Nets.doped(5), "has SW [3, 20]"),
        Arguments.of("one", doped().structure(LowRank.rank(1)).build(), "Doping.dense()"),
        Arguments.of(
            "one",
            doped().structure(LowRank.rank(1)).doping(Doping.dense()).build(),
            "Unstructured.none()"),
        Arguments.of(
            "one",
            doped()
                .doping(Doping.builder().initialDensity(0.5).finalDensity(0.2).anneal(1, 9).build())
                .build(),
            "density 0.5"),
        Arguments.of("one", Nets.bothWays(Nets.lstm(UNITS)), "has 2 and the PyTorch LSTM 1"),
        Arguments.of("both-ways", Nets.lstm(UNITS), "has 1 and the PyTorch LSTM 2"),
        Arguments.of("both-ways", added(), "CONCAT"));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void theMessageSaysWhatDoesNotFit(String name, Layer layer, String message) throws IOException {
    Golden golden = Golden.of(name);
    MultiLayerNetwork net = Nets.network(golden.inputs(), layer);
    INDArray before = net.params().dup();
    PyTorchLstm lstm = PyTorchLstm.read(golden.tensors());
    assertThatThrownBy(() -> lstm.copyTo(net))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Layer \"layer0\" ")
        .hasMessageContaining(message);
    assertThatThrownBy(() -> lstm.copyTo(0, net.getLayer(0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(net.params()).isEqualTo(before);
  }

  @Test
  void allLayersAreCheckedBeforeAnyIsChanged() throws IOException {
    Golden golden = Golden.of("stacked");
    MultiLayerNetwork net =
        Nets.network(golden.inputs(), Nets.lstm(golden.units()), Nets.lstm(golden.units() + 1));
    INDArray before = net.params().dup();
    PyTorchLstm lstm = PyTorchLstm.read(golden.tensors());
    assertThatThrownBy(() -> lstm.copyTo(net)).hasMessageContaining("\"layer1\"");
    assertThat(net.params()).isEqualTo(before);
  }

  @Test
  void theNumberOfLayersMustBeTheSame() throws IOException {
    Golden golden = Golden.of("stacked");
    MultiLayerNetwork net = Nets.network(golden.inputs(), Nets.lstm(golden.units()));
    PyTorchLstm lstm = PyTorchLstm.read(golden.tensors());
    assertThatThrownBy(() -> lstm.copyTo(net))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("1 LSTM layers", "LSTM 2", "copyTo(int, Layer)");
    assertThatThrownBy(() -> lstm.copyTo(2, net.getLayer(0)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
