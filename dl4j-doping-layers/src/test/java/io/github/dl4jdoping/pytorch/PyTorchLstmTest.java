package io.github.dl4jdoping.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import java.io.IOException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Compares with the outputs of ONNX Runtime, with which those of PyTorch agree. */
class PyTorchLstmTest {

  private static final String ALL = "io.github.dl4jdoping.pytorch.Golden#NAMES";

  static void assertSame(INDArray actual, INDArray expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    INDArray difference = actual.castTo(DataType.DOUBLE).sub(expected.castTo(DataType.DOUBLE));
    assertThat(Transforms.abs(difference).maxNumber().doubleValue()).isLessThan(1e-6);
  }

  @ParameterizedTest
  @FieldSource(ALL)
  void aNetworkOfStockLayersComputesTheSame(String name) throws IOException {
    Golden golden = Golden.of(name);
    PyTorchLstm lstm = PyTorchLstm.read(golden.tensors());
    DataType type = name.equals("double") ? DataType.DOUBLE : DataType.FLOAT;
    MultiLayerNetwork net = lstm.network();
    assertThat(net.params().dataType()).isEqualTo(type);
    assertSame(net.output(golden.input().castTo(type)), golden.output());
  }

  @ParameterizedTest
  @FieldSource(ALL)
  void soDoLayersOfANetworkThatIsThere(String name) throws IOException {
    Golden golden = Golden.of(name);
    for (boolean doped : new boolean[] {false, true}) {
      MultiLayerNetwork net = Nets.like(golden, doped);
      PyTorchLstm.read(golden.tensors()).copyTo(net);
      assertSame(net.output(golden.input()), golden.output());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "one, '', 1, 3, 4, false",
    "stacked, '', 2, 5, 2, false",
    "both-ways, '', 1, 3, 4, true",
    "module, encoder.lstm., 2, 3, 2, true"
  })
  void sizesAreThoseOfTheModule(
      String name, String prefix, int layers, int inputs, int units, boolean bidirectional)
      throws IOException {
    PyTorchLstm lstm = PyTorchLstm.read(Golden.of(name).tensors());
    assertThat(lstm.prefix()).isEqualTo(prefix);
    assertThat(lstm.layers()).isEqualTo(layers);
    assertThat(lstm.inputs()).isEqualTo(inputs);
    assertThat(lstm.units()).isEqualTo(units);
    assertThat(lstm.bidirectional()).isEqualTo(bidirectional);
    assertThat(lstm).asString().contains("inputs=" + inputs, "units=" + units);
  }

  @Test
  void otherLayersStayAsTheyAre() throws IOException {
    Golden golden = Golden.of("one");
    MultiLayerNetwork net =
        Nets.network(
            golden.inputs(), Nets.lstm(golden.units()), new DenseLayer.Builder().nOut(3).build());
    INDArray before = net.getLayer(1).params().dup();
    PyTorchLstm.read(golden.tensors()).copyTo(net);
    assertThat(net.getLayer(1).params()).isEqualTo(before);
    assertSame(net.feedForwardToLayer(0, golden.input()).get(1), golden.output());
  }

  @Test
  void wrappedLayersAreFound() throws IOException {
    Golden golden = Golden.of("one");
    MultiLayerNetwork net =
        Nets.network(golden.inputs(), new LastTimeStep(Nets.doped(golden.units())));
    PyTorchLstm.read(golden.tensors()).copyTo(net);
    assertSame(net.output(golden.input()), golden.output().get(all(), all(), point(5)));
  }

  @Test
  void wrappedLayersOfBothDirectionsAreFound() throws IOException {
    Golden golden = Golden.of("both-ways");
    int units = golden.units();
    LSTM lstm = Nets.lstm(units);
    lstm.setWeightInitFn(new WeightInitXavier()); // DL4J gives such an inner layer no defaults
    LastTimeStep last = new LastTimeStep(lstm);
    MultiLayerNetwork net =
        Nets.network(golden.inputs(), new Bidirectional(Bidirectional.Mode.CONCAT, last));
    PyTorchLstm.read(golden.tensors()).copyTo(net);
    INDArray[] ends = {
      golden.output().get(all(), interval(0, units), point(5)),
      golden.output().get(all(), interval(units, 2 * units), point(0))
    };
    assertSame(net.output(golden.input()), Nd4j.hstack(ends));
  }

  @Test
  void frozenLayersAreFound() throws IOException {
    Golden golden = Golden.of("one");
    MultiLayerNetwork net =
        new TransferLearning.Builder(Nets.network(golden.inputs(), Nets.doped(golden.units())))
            .setFeatureExtractor(0)
            .build();
    PyTorchLstm.read(golden.tensors()).copyTo(net);
    assertSame(net.output(golden.input()), golden.output());
  }

  @Test
  void layersOfAGraphAreCopiedOneByOne() throws IOException {
    Golden golden = Golden.of("stacked");
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("lower", Nets.lstm(golden.units()), "in")
                .addLayer("upper", Nets.doped(golden.units()), "lower")
                .setOutputs("upper")
                .setInputTypes(InputType.recurrent(golden.inputs()))
                .build());
    graph.init();
    PyTorchLstm lstm = PyTorchLstm.read(golden.tensors(), "");
    lstm.copyTo(0, graph.getLayer("lower"));
    lstm.copyTo(1, graph.getLayer("upper"));
    assertSame(graph.outputSingle(golden.input()), golden.output());
  }
}
