package io.github.dl4jdoping.pytorch;

import static io.github.dl4jdoping.pytorch.PyTorchLstmTest.assertSame;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The gate orders of Keras and ONNX, beside that of PyTorch: the same networks, as those name their
 * weights, give the same outputs after nothing but reordering.
 */
class GateOrdersTest {

  private static final String ALL = "io.github.dl4jdoping.pytorch.Golden#NAMES";

  /** Candidate g, forget gate f, output gate o, input gate i. */
  private static final String DL4J = "gfoi";

  private static final String KERAS = "ifgo";
  private static final String ONNX = "iofg";

  private static INDArray reordered(INDArray columns, String order) {
    long units = columns.columns() / order.length();
    INDArray[] blocks = new INDArray[order.length()];
    for (int i = 0; i < blocks.length; i++) {
      long from = units * order.indexOf(DL4J.charAt(i));
      blocks[i] = columns.get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + units));
    }
    return Nd4j.hstack(blocks);
  }

  private static void assign(
      Layer layer, int direction, int directions, INDArray w, INDArray r, INDArray b) {
    String prefix = directions == 1 ? "" : direction == 0 ? "f" : "b";
    boolean doped = layer.paramTable().containsKey(prefix + "SW");
    layer.getParam(prefix + (doped ? "SW" : "W")).assign(w);
    layer.getParam(prefix + (doped ? "SR" : "RW")).assign(r);
    INDArray bias = layer.getParam(prefix + "b");
    bias.assign(b.reshape(bias.shape()));
  }

  @ParameterizedTest
  @FieldSource(ALL)
  void kerasHasInputForgetCandidateOutput(String name) {
    Golden golden = Golden.of(name);
    for (boolean doped : new boolean[] {false, true}) {
      MultiLayerNetwork net = Nets.like(golden, doped);
      for (int i = 0; i < golden.layers(); i++) {
        for (int d = 0; d < golden.directions(); d++) {
          assign(
              net.getLayer(i),
              d,
              golden.directions(),
              reordered(golden.keras(i, d, "kernel"), KERAS),
              reordered(golden.keras(i, d, "recurrent_kernel"), KERAS),
              reordered(golden.keras(i, d, "bias"), KERAS));
        }
      }
      assertSame(net.output(golden.input()), golden.output());
    }
  }

  @ParameterizedTest
  @FieldSource(ALL)
  void onnxHasInputOutputForgetCandidate(String name) {
    Golden golden = Golden.of(name);
    for (boolean doped : new boolean[] {false, true}) {
      MultiLayerNetwork net = Nets.like(golden, doped);
      for (int i = 0; i < golden.layers(); i++) {
        for (int d = 0; d < golden.directions(); d++) {
          long rows = 4L * golden.units();
          INDArray biases = golden.onnx(i, d, "B").reshape(2, rows).sum(true, 0);
          assign(
              net.getLayer(i),
              d,
              golden.directions(),
              reordered(golden.onnx(i, d, "W").reshape(rows, -1).transpose(), ONNX),
              reordered(golden.onnx(i, d, "R").reshape(rows, -1).transpose(), ONNX),
              reordered(biases, ONNX));
        }
      }
      assertSame(net.output(golden.input()), golden.output());
    }
  }
}
