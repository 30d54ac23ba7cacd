package io.github.dl4jdoping.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;

/** Sequences for several streams, what the reference makes of them, and comparisons. */
final class Streams {

  private static final double TOLERANCE = 2e-5;

  private final int steps;
  private final int batch;
  private final float[] sequence;

  /** Random inputs {@code [steps, batch, inputs]}; indices if the first layer is an embedding. */
  Streams(CompactModel model, int steps, int batch, long seed) {
    this.steps = steps;
    this.batch = batch;
    this.sequence = new RandomWeights(seed).floats(steps * batch * model.inputs());
    if (model.layers().get(0) instanceof CompactEmbedding embedding) {
      for (int i = 0; i < sequence.length; i++) {
        sequence[i] = Math.floorMod(Float.floatToIntBits(sequence[i]), embedding.vocabulary());
      }
    }
  }

  float[] sequence() {
    return sequence.clone();
  }

  /** The inputs of one step, {@code [batch, inputs]}. */
  float[] step(int t) {
    int length = sequence.length / steps;
    return Arrays.copyOfRange(sequence, t * length, (t + 1) * length);
  }

  /** Steps through everything with a session: {@code [steps, batch, outputs]}. */
  float[] stepThrough(CompactSession session, int outputs) {
    float[] all = new float[steps * batch * outputs];
    float[] out = new float[batch * outputs];
    for (int t = 0; t < steps; t++) {
      session.step(step(t), out);
      System.arraycopy(out, 0, all, t * out.length, out.length);
    }
    return all;
  }

  /** Compares outputs with those of the reference, stream by stream. */
  void assertOutputs(float[] actual, List<CompactLayer> layers) {
    int outputs = layers.get(layers.size() - 1).outputs();
    for (int i = 0; i < batch; i++) {
      double[][] expected = ReferenceModel.run(layers, stream(i));
      assertThat(actual).hasSize(expected.length * batch * outputs);
      for (int t = 0; t < expected.length; t++) {
        for (int j = 0; j < outputs; j++) {
          assertThat((double) actual[(t * batch + i) * outputs + j])
              .as("stream %d, step %d, output %d", i, t, j)
              .isCloseTo(expected[t][j], within(TOLERANCE * Math.max(1, Math.abs(expected[t][j]))));
        }
      }
    }
  }

  private double[][] stream(int i) {
    int inputs = sequence.length / (steps * batch);
    double[][] stream = new double[steps][inputs];
    for (int t = 0; t < steps; t++) {
      for (int j = 0; j < inputs; j++) {
        stream[t][j] = sequence[(t * batch + i) * inputs + j];
      }
    }
    return stream;
  }
}
