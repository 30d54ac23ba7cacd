package io.github.dl4jdoping.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.runtime.CompactModel;
import io.github.dl4jdoping.runtime.CompactSession;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Compares an exported model with the network that it comes from. */
final class Exported {

  private Exported() {}

  /** A whole sequence, {@code [batch, inputs, steps]}: all steps, or the last one. */
  static void runsLike(Model net, CompactModel model, INDArray sequence) {
    int batch = (int) sequence.size(0);
    // DL4J's ActivationLayer changes the input of a network.
    INDArray expected = Example.output(net, sequence.dup());
    INDArray timeMajor = expected.rank() == 3 ? expected.permute(2, 0, 1) : expected;
    float[] actual = model.newSession(batch).run(RowMajor.of(sequence.permute(2, 0, 1)));
    assertClose(actual, RowMajor.of(timeMajor));
  }

  /** Step by step, twice, with a reset in between. */
  static void stepsLike(Model net, CompactModel model, INDArray sequence) {
    int batch = (int) sequence.size(0);
    CompactSession session = model.newSession(batch);
    for (int round = 0; round < 2; round++) {
      session.reset();
      clear(net);
      for (int t = 0; t < sequence.size(2); t++) {
        INDArray step =
            sequence.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(t)).dup();
        float[] out = new float[batch * model.outputs()];
        session.step(RowMajor.of(step), out);
        assertClose(out, RowMajor.of(step(net, step)));
      }
    }
  }

  private static void clear(Model net) {
    if (net instanceof ComputationGraph graph) {
      graph.rnnClearPreviousState();
    } else {
      ((MultiLayerNetwork) net).rnnClearPreviousState();
    }
  }

  private static INDArray step(Model net, INDArray step) {
    return net instanceof ComputationGraph graph
        ? graph.rnnTimeStep(step)[0]
        : ((MultiLayerNetwork) net).rnnTimeStep(step);
  }

  /** 1e-5 relative to the size of the outputs. */
  static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double error = 0;
    double scale = 0;
    for (int i = 0; i < actual.length; i++) {
      error += Math.pow(actual[i] - expected[i], 2);
      scale += Math.pow(expected[i], 2);
    }
    assertThat(Math.sqrt(error / scale)).isLessThan(1e-5);
  }
}
