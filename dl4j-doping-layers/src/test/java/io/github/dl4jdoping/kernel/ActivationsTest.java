package io.github.dl4jdoping.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ActivationsTest {

  private static final double BOUND = 4e-7;

  private static float tanh(float x) {
    float[] values = {x};
    Activations.tanh(values, 0, 1);
    return values[0];
  }

  private static float sigmoid(float x) {
    float[] values = {x};
    Activations.sigmoid(values, 0, 1);
    return values[0];
  }

  private static double trueSigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** -20 to 20, finely. */
  private static float[] grid() {
    float[] grid = new float[400_001];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = -20 + i * 1e-4f;
    }
    return grid;
  }

  @Test
  void tanhKeepsItsErrorBounds() {
    double absolute = 0;
    double relative = 0;
    for (float x : grid()) {
      double exact = Math.tanh(x);
      double error = Math.abs(tanh(x) - exact);
      absolute = Math.max(absolute, error);
      relative = Math.max(relative, exact == 0 ? error : error / Math.abs(exact));
    }
    assertThat(absolute).isLessThan(BOUND);
    assertThat(relative).isLessThan(BOUND);
  }

  @Test
  void tinyArgumentsKeepTheirRelativeError() {
    for (float x = 1; x > Float.MIN_NORMAL; x *= 0.7f) {
      assertThat(Math.abs(tanh(x) / Math.tanh(x) - 1)).as("tanh(%s)", x).isLessThan(BOUND);
      assertThat(tanh(-x)).isEqualTo(-tanh(x));
    }
  }

  @Test
  void sigmoidKeepsItsErrorBound() {
    double absolute = 0;
    for (float x : grid()) {
      absolute = Math.max(absolute, Math.abs(sigmoid(x) - trueSigmoid(x)));
    }
    assertThat(absolute).isLessThan(BOUND);
  }

  @Test
  void derivativesOfTheResultsAreNeverNegative() {
    float smallest = 0;
    for (float x : grid()) {
      float tanh = tanh(x);
      float sigmoid = sigmoid(x);
      smallest = Math.min(smallest, Math.min(1 - tanh * tanh, sigmoid * (1 - sigmoid)));
    }
    assertThat(smallest).isZero();
  }

  @Test
  void extremesHaveTheirLimits() {
    for (float huge : new float[] {9, 100, Float.MAX_VALUE, Float.POSITIVE_INFINITY}) {
      assertThat((double) tanh(huge)).isBetween(1 - BOUND, 1.0);
      assertThat((double) tanh(-huge)).isBetween(-1.0, BOUND - 1);
      assertThat((double) sigmoid(2 * huge)).isBetween(1 - BOUND, 1.0);
      assertThat((double) sigmoid(-2 * huge)).isBetween(0.0, BOUND);
    }
    assertThat(tanh(0f)).isZero();
    assertThat(sigmoid(0f)).isEqualTo(0.5f);
    assertThat(tanh(Float.NaN)).isNaN();
    assertThat(sigmoid(Float.NaN)).isNaN();
  }

  @Test
  void onlyTheGivenStretchIsWritten() {
    float[] values = {3, 3, 3, 3, 3};
    Activations.tanh(values, 1, 2);
    assertThat(values).containsExactly(3, tanh(3), tanh(3), 3, 3);

    float[] gates = {3, 3, 3, 3, 3};
    Activations.sigmoid(gates, 3, 2);
    assertThat(gates).containsExactly(3, 3, 3, sigmoid(3), sigmoid(3));

    float[] target = new float[4];
    Activations.tanh(new float[] {7, 1, 2}, 1, target, 2, 2);
    assertThat(target).containsExactly(0, 0, tanh(1), tanh(2));
  }

  @Test
  void longStretchesGiveWhatSingleValuesGive() {
    // Vectorised and scalar loops of the same method must agree, whatever the length.
    Random random = new Random(1);
    for (int length = 0; length < 70; length++) {
      float[] values = new float[length];
      float[] expected = new float[length];
      for (int i = 0; i < length; i++) {
        values[i] = (float) (5 * random.nextGaussian());
        expected[i] = tanh(values[i]);
      }
      Activations.tanh(values, 0, length);
      assertThat(values).containsExactly(expected);
    }
  }
}
