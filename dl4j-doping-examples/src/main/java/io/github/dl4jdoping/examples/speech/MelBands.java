package io.github.dl4jdoping.examples.speech;

/**
 * Sums of a power spectrum over overlapping triangles that are equally wide on the mel scale, {@code
 * mel(f) = 1127 ln(1 + f / 700)}. Immutable.
 */
final class MelBands {

  private static final double MEL_FACTOR = 1127;
  private static final double MEL_CORNER = 700;
  private static final double LOWEST_HERTZ = 60;

  private final int[] firstBin;
  private final float[][] weights;

  /**
   * Bands between 60 Hz and half the sample rate.
   *
   * @param bands number of bands
   * @param fftSize length of the transform; the spectrum has half as many bins, and one
   * @param sampleRate samples in a second
   * @throws IllegalArgumentException if a band is so narrow that no bin falls into it
   */
  MelBands(int bands, int fftSize, int sampleRate) {
    firstBin = new int[bands];
    weights = new float[bands][];
    double low = mel(LOWEST_HERTZ);
    double width = (mel(sampleRate / 2.0) - low) / (bands + 1);
    double hertzPerBin = (double) sampleRate / fftSize;
    for (int band = 0; band < bands; band++) {
      setBand(band, low + (band + 1) * width, width, hertzPerBin);
    }
  }

  private void setBand(int band, double centre, double width, double hertzPerBin) {
    int first = (int) Math.floor(hertz(centre - width) / hertzPerBin) + 1;
    int end = (int) Math.ceil(hertz(centre + width) / hertzPerBin);
    if (first >= end) {
      throw new IllegalArgumentException(
          weights.length + " bands are too many: band " + band + " holds no bin of the spectrum.");
    }
    firstBin[band] = first;
    weights[band] = new float[end - first];
    for (int bin = first; bin < end; bin++) {
      double distance = Math.abs(mel(bin * hertzPerBin) - centre) / width;
      weights[band][bin - first] = (float) (1 - distance);
    }
  }

  private static double mel(double hertz) {
    return MEL_FACTOR * Math.log1p(hertz / MEL_CORNER);
  }

  private static double hertz(double mel) {
    return MEL_CORNER * Math.expm1(mel / MEL_FACTOR);
  }

  int count() {
    return weights.length;
  }

  /**
   * The energy in each band.
   *
   * @param power spectrum, bins from 0 Hz to half the sample rate
   * @param out takes a number for each band
   */
  void sum(float[] power, float[] out) {
    for (int band = 0; band < weights.length; band++) {
      float[] triangle = weights[band];
      int first = firstBin[band];
      float sum = 0;
      for (int i = 0; i < triangle.length; i++) {
        sum += triangle[i] * power[first + i];
      }
      out[band] = sum;
    }
  }
}
