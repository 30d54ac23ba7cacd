package io.github.dl4jdoping.examples.bench;

import java.util.List;
import onnx.Onnx;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;

/**
 * A network as a model in the ONNX format, built with the protobuf classes that ND4J brings along.
 * The state goes in and comes out with every call, as streaming with ONNX is done.
 *
 * <p>Layer l has inputs {@code h<l>} and {@code c<l>} and outputs {@code hn<l>} and {@code cn<l>},
 * each [1, batch, H]. The first layer reads {@code x [steps, batch, nIn]}. With more than one step
 * the last layer writes {@code y [steps, 1, batch, H]}; with one step its output is its {@code hn}.
 */
final class OnnxModel {

  private static final int IR_VERSION = 8;
  // The last operator set in which LSTM and Squeeze are what they are here.
  private static final int OPERATOR_SET = 14;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("lstm");
  private final OnnxLstm operator;
  private final int batch;
  private final int steps;

  private OnnxModel(OnnxLstm operator, int batch, int steps) {
    this.operator = operator;
    this.batch = batch;
    this.steps = steps;
  }

  /**
   * Encodes a network.
   *
   * @param network the layers, first to last
   * @param operator how a layer is written
   * @param batch number of streams
   * @param steps number of time steps in one call
   * @return the model file's bytes
   */
  static byte[] encode(List<DenseLstm> network, OnnxLstm operator, int batch, int steps) {
    return new OnnxModel(operator, batch, steps).build(network).toByteArray();
  }

  private ModelProto build(List<DenseLstm> network) {
    graph.addInput(value("x", steps, batch, network.get(0).inputs()));
    String source = "x";
    for (int layer = 0; layer < network.size(); layer++) {
      source = add(network.get(layer), layer, source, layer == network.size() - 1);
    }
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("com.microsoft").setVersion(1))
        .setGraph(graph)
        .build();
  }

  private String add(DenseLstm layer, int index, String source, boolean last) {
    for (String state : List.of("h", "c")) {
      graph.addInput(value(state + index, 1, batch, layer.units()));
      graph.addOutput(value(state + "n" + index, 1, batch, layer.units()));
    }
    String sequence = last ? "y" : "y" + index;
    NodeProto.Builder node = operator.node(graph, layer, index, source);
    node.addOutput(steps == 1 ? "" : sequence).addOutput("hn" + index).addOutput("cn" + index);
    graph.addNode(node);
    if (steps == 1) {
      // [1, batch, H], which is just what the next layer reads.
      return "hn" + index;
    }
    if (last) {
      graph.addOutput(value(sequence, steps, 1, batch, layer.units()));
      return sequence;
    }
    return withoutDirections(sequence, index);
  }

  /** From [steps, 1, batch, H] to [steps, batch, H]. */
  private String withoutDirections(String sequence, int index) {
    String axes = "axes" + index;
    String squeezed = "x" + (index + 1);
    graph.addInitializer(OnnxTensors.of(axes, new long[] {1}));
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Squeeze")
            .addInput(sequence)
            .addInput(axes)
            .addOutput(squeezed));
    return squeezed;
  }

  private static ValueInfoProto value(String name, long... shape) {
    var dimensions = Onnx.TensorShapeProto.newBuilder();
    for (long size : shape) {
      dimensions.addDim(Onnx.TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(Onnx.TensorProto.DataType.FLOAT_VALUE)
            .setShape(dimensions)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
