package io.github.dl4jdoping.examples.speech;

import java.util.Arrays;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * Turns samples, as they come, into log-mel frames: every 10 ms the logarithms of the energies of
 * the last 25 ms in {@value #BANDS} mel bands. However the samples are cut into pieces, the frames
 * are the same, to the bit. For one stream and one thread.
 */
final class FrameExtractor {

  /** Numbers in a frame. */
  static final int BANDS = 32;

  /** Samples that a frame looks at, 25 ms. */
  static final int WINDOW = 200;

  /** Samples from frame to frame, 10 ms. */
  static final int HOP = 80;

  private static final int FFT_SIZE = 256;
  private static final int BINS = FFT_SIZE / 2 + 1;
  private static final float FULL_SCALE = 1f / (1 << 15);

  /** About the noise of 16 bit samples: below it there is nothing to hear. */
  private static final float FLOOR = 1e-6f;

  private static final MelBands MEL = new MelBands(BANDS, FFT_SIZE, Recording.SAMPLE_RATE);
  private static final float[] HANN = hann();

  private final short[] window = new short[WINDOW];
  private final double[][] spectrum = new double[2][FFT_SIZE];
  private final float[] power = new float[BINS];
  private final float[] frame = new float[BANDS];
  private int filled;

  /** Takes frames. */
  @FunctionalInterface
  interface Sink {

    /**
     * A frame is there.
     *
     * @param frame one number for each band; overwritten by the next frame
     */
    void accept(float[] frame);
  }

  private static float[] hann() {
    float[] hann = new float[WINDOW];
    for (int i = 0; i < WINDOW; i++) {
      hann[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / WINDOW));
    }
    return hann;
  }

  /**
   * How many frames a sound gives.
   *
   * @param samples its length
   * @return 0 if it is shorter than a window
   */
  static int frames(int samples) {
    return samples < WINDOW ? 0 : (samples - WINDOW) / HOP + 1;
  }

  /**
   * Takes the next samples.
   *
   * @param samples sound
   * @param from index of the first new sample
   * @param to index after the last one
   * @param sink is given each frame that they complete
   */
  void push(short[] samples, int from, int to, Sink sink) {
    int next = from;
    while (next < to) {
      int taken = Math.min(to - next, WINDOW - filled);
      System.arraycopy(samples, next, window, filled, taken);
      next += taken;
      filled += taken;
      if (filled == WINDOW) {
        extract();
        System.arraycopy(window, HOP, window, 0, WINDOW - HOP);
        filled = WINDOW - HOP;
        sink.accept(frame);
      }
    }
  }

  /** Forgets all samples, for another sound. */
  void reset() {
    filled = 0;
  }

  private void extract() {
    double[] real = spectrum[0];
    double[] imaginary = spectrum[1];
    Arrays.fill(imaginary, 0);
    Arrays.fill(real, WINDOW, FFT_SIZE, 0);
    for (int i = 0; i < WINDOW; i++) {
      real[i] = window[i] * FULL_SCALE * HANN[i];
    }
    FastFourierTransformer.transformInPlace(
        spectrum, DftNormalization.STANDARD, TransformType.FORWARD);
    for (int bin = 0; bin < BINS; bin++) {
      power[bin] = (float) (real[bin] * real[bin] + imaginary[bin] * imaginary[bin]);
    }
    MEL.sum(power, frame);
    for (int band = 0; band < BANDS; band++) {
      frame[band] = (float) Math.log(frame[band] + FLOOR);
    }
  }
}
