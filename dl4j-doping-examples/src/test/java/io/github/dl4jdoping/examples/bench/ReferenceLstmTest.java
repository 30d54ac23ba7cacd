package io.github.dl4jdoping.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceLstmTest {

  /** Two inputs, one unit; each gate has its own numbers, so that none can stand in for another. */
  private static final DenseLstm LAYER =
      new DenseLstm(
          2,
          1,
          new float[] {0.5f, -1, 0.25f, 0.75f, -0.5f, 1.5f, 2, 0.125f},
          new float[] {0.3f, -0.2f, 0.7f, 0.9f},
          new float[] {0.1f, 0.2f, 0.3f, 0.4f});

  @Test
  void followsTheFormulasByHand() {
    ReferenceLstm reference = new ReferenceLstm(List.of(LAYER));
    double[] first = reference.step(new double[] {1, 2});
    double c1 = sigmoid(2 + 0.25 + 0.4) * Math.tanh(0.5 - 2 + 0.1);
    double h1 = sigmoid(-0.5 + 3 + 0.3) * Math.tanh(c1);
    assertThat(first).containsExactly(new double[] {h1}, within(1e-7));

    double[] second = reference.step(new double[] {-1, 0});
    double forget = sigmoid(-0.25 - 0.2 * h1 + 0.2);
    double input = sigmoid(-2 + 0.9 * h1 + 0.4);
    double c2 = forget * c1 + input * Math.tanh(-0.5 + 0.3 * h1 + 0.1);
    double h2 = sigmoid(0.5 + 0.7 * h1 + 0.3) * Math.tanh(c2);
    assertThat(second).containsExactly(new double[] {h2}, within(1e-7));
  }

  @Test
  void feedsOneLayerIntoTheNext() {
    DenseLstm second =
        new DenseLstm(1, 1, new float[] {3, 1, 2, 4}, new float[4], new float[] {0, 0, 0, 0});
    double h = new ReferenceLstm(List.of(LAYER)).step(new double[] {1, 2})[0];
    double expected = sigmoid(2 * h) * Math.tanh(sigmoid(4 * h) * Math.tanh(3 * h));
    assertThat(new ReferenceLstm(List.of(LAYER, second)).step(new double[] {1, 2}))
        .containsExactly(new double[] {expected}, within(1e-12));
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }
}
