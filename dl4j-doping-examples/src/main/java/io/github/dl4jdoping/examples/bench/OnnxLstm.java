package io.github.dl4jdoping.examples.bench;

import onnx.Onnx;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;

/**
 * How a dense LSTM layer is written as a node of an ONNX graph. ONNX has the gates in the order
 * input, output, forget, candidate: DL4J's order backwards.
 */
enum OnnxLstm {

  /** The standard operator {@code LSTM}: weights [1, 4H, nIn] and [1, 4H, H]. */
  FLOAT {
    @Override
    NodeProto.Builder node(GraphProto.Builder graph, DenseLstm layer, int index, String source) {
      int units = layer.units();
      float[] input = OnnxGates.reorder(layer.input(), units);
      float[] recurrent = OnnxGates.reorder(layer.recurrent(), units);
      graph.addInitializer(OnnxTensors.of("W" + index, input, 1, 4L * units, layer.inputs()));
      graph.addInitializer(OnnxTensors.of("R" + index, recurrent, 1, 4L * units, units));
      return common("LSTM", graph, layer, index, source);
    }
  },

  /**
   * ONNX Runtime's {@code DynamicQuantizeLSTM}: weights [1, nIn, 4H] and [1, H, 4H] of 8 bits,
   * symmetric, with one scale for each matrix, as ONNX Runtime's own quantizer makes them.
   */
  INT8 {
    @Override
    NodeProto.Builder node(GraphProto.Builder graph, DenseLstm layer, int index, String source) {
      NodeProto.Builder node = common("DynamicQuantizeLSTM", graph, layer, index, source);
      node.setDomain("com.microsoft").addInput("");
      addQuantized(graph, node, "W" + index, layer.input(), layer);
      addQuantized(graph, node, "R" + index, layer.recurrent(), layer);
      return node;
    }
  };

  /**
   * Adds a layer's constants to a graph.
   *
   * @param graph receives the constants
   * @param layer the weights
   * @param index of the layer, part of all names
   * @param source name of the layer's input
   * @return the node, to which the outputs are still to be added
   */
  abstract NodeProto.Builder node(
      GraphProto.Builder graph, DenseLstm layer, int index, String source);

  private static NodeProto.Builder common(
      String operator, GraphProto.Builder graph, DenseLstm layer, int index, String source) {
    int units = layer.units();
    // Two biases, of W and of R; the second stays 0.
    float[] bias = new float[8 * units];
    System.arraycopy(OnnxGates.reorder(layer.bias(), units), 0, bias, 0, 4 * units);
    graph.addInitializer(OnnxTensors.of("B" + index, bias, 1, 8L * units));
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).setName("lstm" + index);
    // X, W, R, B, sequence_lens (all steps), initial_h, initial_c
    node.addInput(source).addInput("W" + index).addInput("R" + index).addInput("B" + index);
    node.addInput("").addInput("h" + index).addInput("c" + index);
    return node.addAttribute(
        AttributeProto.newBuilder()
            .setName("hidden_size")
            .setType(Onnx.AttributeProto.AttributeType.INT)
            .setI(units));
  }

  private static void addQuantized(
      GraphProto.Builder graph,
      NodeProto.Builder node,
      String name,
      float[] matrix,
      DenseLstm layer) {
    int units = layer.units();
    Quantized quantized = Quantized.of(OnnxGates.reorder(matrix, units), 4 * units);
    graph.addInitializer(
        OnnxTensors.of(name, quantized.values(), 1, matrix.length / (4 * units), 4L * units));
    graph.addInitializer(OnnxTensors.of(name + "_scale", new float[] {quantized.scale()}, 1));
    graph.addInitializer(OnnxTensors.of(name + "_zero", new byte[1], 1));
    node.addInput(name + "_scale").addInput(name + "_zero");
  }
}
