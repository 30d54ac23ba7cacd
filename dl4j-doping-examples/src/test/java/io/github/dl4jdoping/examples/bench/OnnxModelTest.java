package io.github.dl4jdoping.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.ValueInfoProto;
import org.junit.jupiter.api.Test;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

class OnnxModelTest {

  private static final int IN = 3;
  private static final int UNITS = 2;

  private final DenseLstm layer =
      new DenseLstm(IN, UNITS, counted(24, 1), counted(16, 100), counted(8, 1000));

  private static float[] counted(int length, int from) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = from + i;
    }
    return values;
  }

  @Test
  void floatWeightsHaveTheGatesInOnnxOrder() throws InvalidProtocolBufferException {
    GraphProto graph = graph(OnnxLstm.FLOAT, 1, 1, layer);
    TensorProto w = constant(graph, "W0");
    assertThat(w.getDimsList()).containsExactly(1L, 8L, 3L);
    // The input gate is DL4J's last block, of outputs 6 and 7.
    assertThat(floats(w)).startsWith(19, 20, 21, 22, 23, 24, 13).endsWith(1, 2, 3, 4, 5, 6);
    assertThat(floats(constant(graph, "R0"))).startsWith(112, 113, 114, 115, 108).endsWith(103);
    TensorProto b = constant(graph, "B0");
    assertThat(b.getDimsList()).containsExactly(1L, 16L);
    assertThat(floats(b))
        .containsExactly(1006, 1007, 1004, 1005, 1002, 1003, 1000, 1001, 0, 0, 0, 0, 0, 0, 0, 0);
    NodeProto node = graph.getNode(0);
    assertThat(node.getOpType()).isEqualTo("LSTM");
    assertThat(node.getInputList()).containsExactly("x", "W0", "R0", "B0", "", "h0", "c0");
    assertThat(node.getOutputList()).containsExactly("", "hn0", "cn0");
    assertThat(node.getAttribute(0).getName()).isEqualTo("hidden_size");
    assertThat(node.getAttribute(0).getI()).isEqualTo(UNITS);
  }

  @Test
  void quantizedWeightsAreTransposedBytesWithOneScale() throws InvalidProtocolBufferException {
    GraphProto graph = graph(OnnxLstm.INT8, 1, 1, layer);
    TensorProto w = constant(graph, "W0");
    assertThat(w.getDimsList()).containsExactly(1L, 3L, 8L);
    float scale = 24 / 127f;
    assertThat(floats(constant(graph, "W0_scale"))).containsExactly(scale);
    assertThat(constant(graph, "W0_zero").getRawData().toByteArray()).containsExactly(0);
    // The first row: weights of the first input, 19, 22 (input gate), 13, 16, 7, 10, 1, 4.
    assertThat(w.getRawData().toByteArray()).startsWith(101, 116, 69, 85, 37, 53, 5, 21);
    NodeProto node = graph.getNode(0);
    assertThat(node.getDomain()).isEqualTo("com.microsoft");
    assertThat(node.getInputList())
        .containsExactly(
            "x",
            "W0",
            "R0",
            "B0",
            "",
            "h0",
            "c0",
            "",
            "W0_scale",
            "W0_zero",
            "R0_scale",
            "R0_zero");
  }

  @Test
  void stackedLayersOfOneStepReadTheStateOfTheOneBelow() throws InvalidProtocolBufferException {
    GraphProto graph = graph(OnnxLstm.FLOAT, 4, 1, layer, square());
    assertThat(graph.getNodeList()).extracting(NodeProto::getOpType).containsOnly("LSTM");
    assertThat(graph.getNode(1).getInput(0)).isEqualTo("hn0");
    assertThat(graph.getInputList())
        .extracting(OnnxModelTest::described)
        .containsExactly(
            "x [1, 4, 3]", "h0 [1, 4, 2]", "c0 [1, 4, 2]", "h1 [1, 4, 2]", "c1 [1, 4, 2]");
    assertThat(graph.getOutputList())
        .extracting(ValueInfoProto::getName)
        .containsExactly("hn0", "cn0", "hn1", "cn1");
  }

  @Test
  void stackedLayersOfManyStepsPassSequencesOn() throws InvalidProtocolBufferException {
    GraphProto graph = graph(OnnxLstm.FLOAT, 4, 35, layer, square());
    assertThat(graph.getNodeList())
        .extracting(NodeProto::getOpType)
        .containsExactly("LSTM", "Squeeze", "LSTM");
    assertThat(graph.getNode(1).getInput(0)).isEqualTo(graph.getNode(0).getOutput(0));
    assertThat(graph.getNode(2).getInput(0)).isEqualTo(graph.getNode(1).getOutput(0));
    assertThat(graph.getOutputList())
        .extracting(OnnxModelTest::described)
        .contains("y [35, 1, 4, 2]");
  }

  private static DenseLstm square() {
    return new DenseLstm(UNITS, UNITS, counted(16, 1), counted(16, 1), counted(8, 1));
  }

  private static GraphProto graph(OnnxLstm operator, int batch, int steps, DenseLstm... network)
      throws InvalidProtocolBufferException {
    byte[] file = OnnxModel.encode(List.of(network), operator, batch, steps);
    return ModelProto.parseFrom(file).getGraph();
  }

  private static TensorProto constant(GraphProto graph, String name) {
    Stream<TensorProto> found =
        graph.getInitializerList().stream().filter(tensor -> tensor.getName().equals(name));
    return found.findFirst().orElseThrow();
  }

  private static float[] floats(TensorProto tensor) {
    ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  private static String described(ValueInfoProto value) {
    return value.getName()
        + " "
        + value.getType().getTensorType().getShape().getDimList().stream()
            .map(dimension -> dimension.getDimValue())
            .toList();
  }
}
