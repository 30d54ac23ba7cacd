package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Activations;

/**
 * Activation functions of deployed layers, with DL4J's definitions. Absolute error of {@link
 * #SIGMOID} and {@link #TANH}: 4e-7.
 */
public enum ActivationFunction {
  /** {@code x}. */
  IDENTITY(0),
  /** {@code 1 / (1 + exp(-x))}. */
  SIGMOID(1),
  /** Hyperbolic tangent. */
  TANH(2),
  /** {@code exp(x_j) / sum_k exp(x_k)} over the units of a layer. */
  SOFTMAX(3),
  /** {@code max(0, x)}. */
  RELU(4),
  /** {@code x} if positive, otherwise {@code 0.01 x}. */
  LEAKY_RELU(5),
  /** {@code 0.2 x + 0.5}, clipped to [0, 1]. */
  HARD_SIGMOID(6),
  /** {@code x}, clipped to [-1, 1]. */
  HARD_TANH(7);

  private static final float LEAK = 0.01f;

  private final int code;

  ActivationFunction(int code) {
    this.code = code;
  }

  /** The number that stands for the function in a file. */
  int code() {
    return code;
  }

  /** Replaces the values of one row by what the function makes of them. */
  void apply(float[] values, int from, int length) {
    switch (this) {
      case IDENTITY -> {}
      case SIGMOID -> Activations.sigmoid(values, from, length);
      case TANH -> Activations.tanh(values, from, length);
      case SOFTMAX -> softmax(values, from, length);
      default -> {
        for (int i = from; i < from + length; i++) {
          values[i] = piecewiseLinear(values[i]);
        }
      }
    }
  }

  private float piecewiseLinear(float x) {
    return switch (this) {
      case RELU -> Math.max(0, x);
      case LEAKY_RELU -> x > 0 ? x : LEAK * x;
      case HARD_SIGMOID -> Math.max(0, Math.min(1, 0.2f * x + 0.5f));
      case HARD_TANH -> Math.max(-1, Math.min(1, x));
      default -> throw new AssertionError(this);
    };
  }

  /** The largest value is subtracted first, so that nothing overflows. */
  private static void softmax(float[] values, int from, int length) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = from; i < from + length; i++) {
      largest = Math.max(largest, values[i]);
    }
    double sum = 0;
    for (int i = from; i < from + length; i++) {
      double e = Math.exp(values[i] - largest);
      values[i] = (float) e;
      sum += e;
    }
    float factor = (float) (1 / sum);
    for (int i = from; i < from + length; i++) {
      values[i] *= factor;
    }
  }

  /** Whether each value depends on one argument only. */
  boolean isElementWise() {
    return this != SOFTMAX;
  }
}
