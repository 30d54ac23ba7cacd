package io.github.dl4jdoping.examples.cli;

import io.github.dl4jdoping.runtime.CompactEmbedding;
import io.github.dl4jdoping.runtime.CompactModel;
import io.github.dl4jdoping.runtime.CompactSession;
import java.util.Random;

/** A session that steps through random inputs, over and over again. */
final class RandomStream implements Runnable {

  private static final int INPUTS = 64;

  private final CompactSession session;
  private final float[][] inputs;
  private final float[] outputs;
  private int next;

  /**
   * A stream in zero state.
   *
   * @param model what runs
   * @param batch number of streams in lockstep, at least 1
   * @param seed of the inputs: normally distributed, or equally likely indices of an embedding
   */
  RandomStream(CompactModel model, int batch, long seed) {
    Random random = new Random(seed);
    this.session = model.newSession(batch);
    this.inputs = new float[INPUTS][Math.multiplyExact(batch, model.inputs())];
    this.outputs = new float[Math.multiplyExact(batch, model.outputs())];
    boolean indices = model.layers().get(0) instanceof CompactEmbedding;
    int vocabulary = indices ? ((CompactEmbedding) model.layers().get(0)).vocabulary() : 0;
    for (float[] input : inputs) {
      for (int i = 0; i < input.length; i++) {
        input[i] = indices ? random.nextInt(vocabulary) : (float) random.nextGaussian();
      }
    }
  }

  /** One step. */
  @Override
  public void run() {
    session.step(inputs[next], outputs);
    next = (next + 1) % INPUTS;
  }

  /** The outputs of the last step. */
  float[] outputs() {
    return outputs.clone();
  }
}
