package io.github.dl4jdoping.runtime;

import java.nio.file.Path;

/**
 * What somebody writes who deploys a model: needs the library's classes and nothing else. Loads a
 * model and prints its outputs for some inputs.
 */
final class Standalone {

  private static final int STEPS = 7;

  private Standalone() {}

  /** Takes the path of a model. */
  public static void main(String[] arguments) throws Exception {
    for (float output : outputs(CompactModel.load(Path.of(arguments[0])))) {
      System.out.println(output);
    }
  }

  /** The outputs of some steps of a model that takes indices. */
  static float[] outputs(CompactModel model) {
    CompactSession session = model.newSession();
    float[] in = new float[1];
    float[] out = new float[model.outputs()];
    float[] all = new float[STEPS * out.length];
    for (int t = 0; t < STEPS; t++) {
      in[0] = t % 3;
      session.step(in, out);
      System.arraycopy(out, 0, all, t * out.length, out.length);
    }
    return all;
  }
}
