package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.conf.MatrixPlan;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An LSTM for one example, written out in loops: the reference for outputs, gate order and
 * gradients. Columns of the weights are candidate, forget, output and input gate.
 */
final class ReferenceLstm {

  /** What is carried from step to step. */
  static final class State {

    final double[] h;
    final double[] c;

    private State(double[] h, double[] c) {
      this.h = h;
      this.c = c;
    }

    static State zero() {
      return new State(new double[Nets.UNITS], new double[Nets.UNITS]);
    }

    static State of(INDArray h, INDArray c, int example) {
      return new State(h.getRow(example).toDoubleVector(), c.getRow(example).toDoubleVector());
    }
  }

  private final double[][] w;
  private final double[][] r;
  private final double[] b;

  ReferenceLstm(double[][] w, double[][] r, double[] b) {
    this.w = w;
    this.r = r;
    this.b = b;
  }

  /** The reference with the present weights of a layer, structures made dense. */
  static ReferenceLstm of(DopedLSTMLayer layer) {
    return new ReferenceLstm(
        dense(layer, layer.layerConf().plan().input()),
        dense(layer, layer.layerConf().plan().recurrent()),
        layer.getParam(DopedLSTMParamInitializer.BIAS).toDoubleVector());
  }

  private static double[][] dense(DopedLSTMLayer layer, MatrixPlan plan) {
    return new DopedMatrix(plan, layer::getParam, null, layer.layerConf())
        .materialise(null)
        .toDoubleMatrix();
  }

  State step(State before, double[] x) {
    int units = before.h.length;
    State after = State.zero();
    for (int j = 0; j < units; j++) {
      double candidate = Math.tanh(preActivation(before, x, j));
      double forget = sigmoid(preActivation(before, x, units + j));
      double output = sigmoid(preActivation(before, x, 2 * units + j));
      double input = sigmoid(preActivation(before, x, 3 * units + j));
      after.c[j] = forget * before.c[j] + input * candidate;
      after.h[j] = output * Math.tanh(after.c[j]);
    }
    return after;
  }

  private double preActivation(State before, double[] x, int column) {
    double z = b[column];
    for (int i = 0; i < x.length; i++) {
      z += x[i] * w[i][column];
    }
    for (int i = 0; i < before.h.length; i++) {
      z += before.h[i] * r[i][column];
    }
    return z;
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /** The state after some steps of {@code x [C, T]}. */
  State run(State start, INDArray x, int steps) {
    State state = start;
    for (int t = 0; t < steps; t++) {
      state = step(state, x.getColumn(t).toDoubleVector());
    }
    return state;
  }

  /** The sum of {@code epsilon * h} over the steps of {@code x [C, T]} from a state on. */
  double weightedOutput(State start, INDArray x, INDArray epsilon, int fromStep) {
    State state = start;
    double sum = 0;
    for (int t = fromStep; t < x.size(1); t++) {
      state = step(state, x.getColumn(t).toDoubleVector());
      for (int j = 0; j < state.h.length; j++) {
        sum += epsilon.getDouble(j, t) * state.h[j];
      }
    }
    return sum;
  }
}
