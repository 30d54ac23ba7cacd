package io.github.dl4jdoping.runtime;

import java.util.List;

/**
 * What a model computes, in double precision and straight from the formulas, for one stream. Knows
 * nothing of kernels, products and sessions.
 */
final class ReferenceModel {

  private ReferenceModel() {}

  /** The outputs for the steps of a sequence. */
  static double[][] run(List<CompactLayer> layers, double[][] sequence) {
    double[][] values = sequence;
    for (CompactLayer layer : layers) {
      values = run(layer, values);
    }
    return values;
  }

  private static double[][] run(CompactLayer layer, double[][] in) {
    if (layer instanceof CompactLstm lstm) {
      return lstm(lstm, in);
    }
    if (layer instanceof CompactBidirectional both) {
      return bidirectional(both, in);
    }
    if (layer instanceof CompactLastStep) {
      return new double[][] {in[in.length - 1]};
    }
    double[][] out = new double[in.length][];
    for (int t = 0; t < in.length; t++) {
      out[t] = pointwise(layer, in[t]);
    }
    return out;
  }

  private static double[] pointwise(CompactLayer layer, double[] x) {
    if (layer instanceof CompactEmbedding embedding) {
      double[] one = new double[embedding.vocabulary()];
      one[(int) x[0]] = 1;
      return affine(one, embedding.weights(), embedding.bias(), embedding.activation());
    }
    if (layer instanceof CompactDense dense) {
      return affine(x, dense.weights(), dense.bias(), dense.activation());
    }
    return activate(((CompactActivation) layer).activation(), x.clone());
  }

  private static double[] affine(
      double[] x, float[] weights, float[] bias, ActivationFunction activation) {
    double[] y = new double[weights.length / x.length];
    for (int j = 0; j < y.length; j++) {
      y[j] = bias.length == 0 ? 0 : bias[j];
      for (int i = 0; i < x.length; i++) {
        y[j] += x[i] * weights[i * y.length + j];
      }
    }
    return activate(activation, y);
  }

  private static double[][] bidirectional(CompactBidirectional layer, double[][] in) {
    double[][] forward = lstm(layer.forward(), in);
    double[][] backward = reversed(lstm(layer.backward(), reversed(in)));
    double[][] out = new double[in.length][layer.outputs()];
    int units = layer.forward().outputs();
    for (int t = 0; t < in.length; t++) {
      for (int j = 0; j < out[t].length; j++) {
        double f = forward[t][j % units];
        double b = backward[t][j % units];
        out[t][j] =
            switch (layer.mode()) {
              case CONCAT -> j < units ? f : b;
              case ADD -> f + b;
              case MUL -> f * b;
              case AVERAGE -> (f + b) / 2;
            };
      }
    }
    return out;
  }

  private static double[][] reversed(double[][] sequence) {
    double[][] reversed = new double[sequence.length][];
    for (int t = 0; t < sequence.length; t++) {
      reversed[t] = sequence[sequence.length - 1 - t];
    }
    return reversed;
  }

  private static double[][] lstm(CompactLstm layer, double[][] in) {
    int units = layer.outputs();
    double[] w = layer.input().toDense();
    double[] r = layer.recurrent().toDense();
    float[] bias = layer.bias();
    double[] h = new double[units];
    double[] c = new double[units];
    double[][] out = new double[in.length][];
    for (int t = 0; t < in.length; t++) {
      double[] z = new double[4 * units];
      for (int j = 0; j < z.length; j++) {
        z[j] = bias[j] + dot(in[t], w, j, z.length) + dot(h, r, j, z.length);
      }
      h = new double[units];
      for (int j = 0; j < units; j++) {
        double a = activate(layer.activation(), z[j]);
        double f = activate(layer.gateActivation(), z[units + j]);
        double o = activate(layer.gateActivation(), z[2 * units + j]);
        double i = activate(layer.gateActivation(), z[3 * units + j]);
        c[j] = f * c[j] + i * a;
        h[j] = o * activate(layer.activation(), c[j]);
      }
      out[t] = h;
    }
    return out;
  }

  private static double dot(double[] x, double[] matrix, int column, int columns) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * matrix[i * columns + column];
    }
    return sum;
  }

  private static double[] activate(ActivationFunction activation, double[] x) {
    if (activation == ActivationFunction.SOFTMAX) {
      double sum = 0;
      for (double value : x) {
        sum += Math.exp(value);
      }
      for (int j = 0; j < x.length; j++) {
        x[j] = Math.exp(x[j]) / sum;
      }
      return x;
    }
    for (int j = 0; j < x.length; j++) {
      x[j] = activate(activation, x[j]);
    }
    return x;
  }

  private static double activate(ActivationFunction activation, double x) {
    return switch (activation) {
      case IDENTITY -> x;
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
      case RELU -> x > 0 ? x : 0;
      case LEAKY_RELU -> x > 0 ? x : 0.01 * x;
      case HARD_SIGMOID -> Math.min(1, Math.max(0, 0.2 * x + 0.5));
      case HARD_TANH -> Math.min(1, Math.max(-1, x));
      case SOFTMAX -> throw new IllegalArgumentException("not element-wise");
    };
  }
}
