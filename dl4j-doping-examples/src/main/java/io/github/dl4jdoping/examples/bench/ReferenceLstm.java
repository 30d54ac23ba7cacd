package io.github.dl4jdoping.examples.bench;

import java.util.List;

/** Stacked LSTM layers in double precision and plain loops: what every contender must agree with. */
final class ReferenceLstm {

  private final List<Layer> layers;

  /**
   * The reference for one stream, in state zero.
   *
   * @param network the layers, first to last
   */
  ReferenceLstm(List<DenseLstm> network) {
    layers = network.stream().map(Layer::new).toList();
  }

  /**
   * One step.
   *
   * @param x input [nIn]
   * @return output of the last layer [H]
   */
  double[] step(double[] x) {
    double[] activation = x;
    for (Layer layer : layers) {
      activation = layer.step(activation);
    }
    return activation;
  }

  private static final class Layer {

    private final DenseLstm weights;
    private double[] h;
    private final double[] c;

    Layer(DenseLstm weights) {
      this.weights = weights;
      h = new double[weights.units()];
      c = new double[weights.units()];
    }

    double[] step(double[] x) {
      int units = weights.units();
      double[] after = new double[units];
      for (int j = 0; j < units; j++) {
        double candidate = Math.tanh(preActivation(x, j));
        double forget = sigmoid(preActivation(x, units + j));
        double output = sigmoid(preActivation(x, 2 * units + j));
        double input = sigmoid(preActivation(x, 3 * units + j));
        c[j] = forget * c[j] + input * candidate;
        after[j] = output * Math.tanh(c[j]);
      }
      h = after;
      return after;
    }

    private double preActivation(double[] x, int column) {
      return weights.bias()[column]
          + dot(x, weights.input(), column * x.length)
          + dot(h, weights.recurrent(), column * h.length);
    }

    private static double dot(double[] x, float[] matrix, int from) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += x[i] * matrix[from + i];
      }
      return sum;
    }

    private static double sigmoid(double z) {
      return 1 / (1 + Math.exp(-z));
    }
  }
}
