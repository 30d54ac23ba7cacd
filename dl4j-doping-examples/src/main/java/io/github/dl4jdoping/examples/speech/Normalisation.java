package io.github.dl4jdoping.examples.speech;

import java.util.List;

/**
 * Shifts and scales each band of a frame to mean 0 and standard deviation 1 over the training part.
 * Immutable.
 */
final class Normalisation {

  private final float[] mean;
  private final float[] scale;

  private Normalisation(float[] mean, float[] scale) {
    this.mean = mean;
    this.scale = scale;
  }

  /**
   * Measures frames.
   *
   * @param sounds frames of each sound, to be normalised later
   * @return the normalisation that fits them
   * @throws IllegalArgumentException if a band never changes
   */
  static Normalisation of(List<float[][]> sounds) {
    double[] sum = new double[FrameExtractor.BANDS];
    double[] squares = new double[FrameExtractor.BANDS];
    long frames = 0;
    for (float[][] sound : sounds) {
      for (float[] frame : sound) {
        for (int band = 0; band < frame.length; band++) {
          sum[band] += frame[band];
          squares[band] += (double) frame[band] * frame[band];
        }
        frames++;
      }
    }
    float[] mean = new float[sum.length];
    float[] scale = new float[sum.length];
    for (int band = 0; band < sum.length; band++) {
      double average = sum[band] / frames;
      double variance = squares[band] / frames - average * average;
      if (!(variance > 0)) {
        throw new IllegalArgumentException(
            "Band " + band + " is the same in all of the " + frames + " frames: is this sound?");
      }
      mean[band] = (float) average;
      scale[band] = (float) (1 / Math.sqrt(variance));
    }
    return new Normalisation(mean, scale);
  }

  /**
   * Normalises a frame.
   *
   * @param frame as extracted
   * @param out takes the normalised one; may be the same array
   */
  void apply(float[] frame, float[] out) {
    for (int band = 0; band < mean.length; band++) {
      out[band] = (frame[band] - mean[band]) * scale[band];
    }
  }
}
