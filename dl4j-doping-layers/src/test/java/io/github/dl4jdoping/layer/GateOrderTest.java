package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The columns of the weights are, in this order: candidate, forget, output and input gate. */
class GateOrderTest {

  private static final int CANDIDATE = 0;
  private static final int FORGET = 1;
  private static final int OUTPUT = 2;
  private static final int INPUT = 3;

  private static final double OPEN = 50;

  private final MultiLayerNetwork net = Nets.net(Nets.doped().build(), Nets.eachStep(Nets.UNITS));

  private void bias(int gate, double value) {
    long from = (long) gate * Nets.UNITS;
    net.getParam("0_b").get(NDArrayIndex.interval(from, from + Nets.UNITS)).assign(value);
  }

  private double[] hiddenStates(int steps) {
    INDArray zeros = Nd4j.zeros(DataType.DOUBLE, 1, Nets.INPUTS, steps);
    INDArray hidden = net.feedForward(zeros).get(1);
    return hidden
        .get(NDArrayIndex.point(0), NDArrayIndex.point(0), NDArrayIndex.all())
        .toDoubleVector();
  }

  @Test
  void eachGateDoesItsWork() {
    net.params().assign(0);
    bias(CANDIDATE, 0.5);
    bias(INPUT, OPEN);
    bias(OUTPUT, OPEN);
    bias(FORGET, OPEN);
    double once = Math.tanh(0.5);
    assertThat(hiddenStates(2))
        .as("all open: the cell adds up")
        .containsExactly(new double[] {Math.tanh(once), Math.tanh(2 * once)}, within(1e-12));

    bias(FORGET, -OPEN);
    assertThat(hiddenStates(2))
        .as("forget gate shut: no memory")
        .containsExactly(new double[] {Math.tanh(once), Math.tanh(once)}, within(1e-12));

    bias(FORGET, OPEN);
    bias(INPUT, -OPEN);
    assertThat(hiddenStates(2))
        .as("input gate shut: nothing comes in")
        .containsExactly(new double[] {0, 0}, within(1e-12));

    bias(INPUT, OPEN);
    bias(OUTPUT, 0);
    assertThat(hiddenStates(1))
        .as("output gate half open")
        .containsExactly(new double[] {Math.tanh(once) / 2}, within(1e-12));
  }

  @Test
  void theForgetGateGetsTheInitialBias() {
    MultiLayerNetwork biased =
        Nets.net(Nets.doped().forgetGateBiasInit(3).build(), Nets.eachStep(Nets.UNITS));
    assertThat(biased.getParam("0_b").reshape(4, Nets.UNITS).sum(1).toDoubleVector())
        .containsExactly(0, 3 * Nets.UNITS, 0, 0);
  }

  @Test
  void outputsAreThoseOfTheReference() {
    net.getParam("0_b").assign(Data.gaussian(3, 4L * Nets.UNITS));
    INDArray x = Data.sequences(1, 6);
    INDArray hidden = net.feedForward(x).get(1).get(NDArrayIndex.point(0));
    ReferenceLstm reference = ReferenceLstm.of(Nets.dopedLayer(net, 0));
    INDArray example = x.get(NDArrayIndex.point(0));

    for (int t = 0; t < 6; t++) {
      ReferenceLstm.State state = reference.run(ReferenceLstm.State.zero(), example, t + 1);
      double[] actual = hidden.getColumn(t).toDoubleVector();
      assertThat(Data.distance(actual, state.h)).isLessThan(1e-12);
    }
  }
}
