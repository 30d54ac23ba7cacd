package io.github.dl4jdoping.examples.speech;

import java.util.Arrays;

/**
 * Says which digit a stream seems to hear: the most probable one on average over the {@value
 * #FRAMES} most recent frames. For one stream and one thread.
 */
final class Decision {

  /** Frames that are averaged, 160 ms. */
  static final int FRAMES = 16;

  private final float[][] recent = new float[FRAMES][Recording.DIGITS];
  private final float[] sum = new float[Recording.DIGITS];
  private int seen;

  /**
   * Takes the network's opinion after one more frame.
   *
   * @param probabilities of each digit; copied
   */
  void accept(float[] probabilities) {
    System.arraycopy(probabilities, 0, recent[seen % FRAMES], 0, Recording.DIGITS);
    seen++;
  }

  /**
   * The digit as of now.
   *
   * @return from 0 to 9
   * @throws IllegalStateException before the first frame
   */
  int digit() {
    if (seen == 0) {
      throw new IllegalStateException("There is no digit before the first frame.");
    }
    Arrays.fill(sum, 0);
    for (int i = 0; i < Math.min(seen, FRAMES); i++) {
      for (int digit = 0; digit < sum.length; digit++) {
        sum[digit] += recent[i][digit];
      }
    }
    int best = 0;
    for (int digit = 1; digit < sum.length; digit++) {
      best = sum[digit] > sum[best] ? digit : best;
    }
    return best;
  }

  /** Forgets all frames, for another sound. */
  void reset() {
    seen = 0;
  }
}
