package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.runtime.CompactBidirectional.Mode;

/** Sequences that lie step after step in an array. */
final class Sequences {

  private Sequences() {}

  /** The same steps in opposite order. */
  static float[] reversed(float[] sequence, int stepLength) {
    float[] reversed = new float[sequence.length];
    for (int at = 0; at < sequence.length; at += stepLength) {
      System.arraycopy(sequence, at, reversed, sequence.length - at - stepLength, stepLength);
    }
    return reversed;
  }

  /** Joins the outputs of two directions, rows of the given number of units each. */
  static float[] join(Mode mode, float[] forward, float[] backward, int units) {
    if (mode == Mode.CONCAT) {
      return concatenated(forward, backward, units);
    }
    float[] joined = new float[forward.length];
    for (int i = 0; i < joined.length; i++) {
      float f = forward[i];
      float b = backward[i];
      joined[i] =
          switch (mode) {
            case ADD -> f + b;
            case MUL -> f * b;
            default -> 0.5f * (f + b);
          };
    }
    return joined;
  }

  private static float[] concatenated(float[] forward, float[] backward, int units) {
    float[] joined = new float[Math.multiplyExact(2, forward.length)];
    for (int at = 0; at < forward.length; at += units) {
      System.arraycopy(forward, at, joined, 2 * at, units);
      System.arraycopy(backward, at, joined, 2 * at + units, units);
    }
    return joined;
  }
}
