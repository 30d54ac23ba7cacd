package io.github.dl4jdoping.sparsity;

/**
 * The masks of co-matrix row dropout (arXiv 2102.07071, section 4): each output of each co-matrix is
 * dropped independently with probability p and scaled by {@code 1 / (1 - p)} otherwise.
 *
 * <p>The draws come from a counter-based generator: draw number n of a stream is a hash of the stream's
 * key and n (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011; the hash is the
 * finaliser of SplitMix64, Steele et al., OOPSLA 2014). There is no state to store, so that a
 * resumed training draws what an undisturbed one would have drawn.
 */
public final class RowDropout {

  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
  private static final double LANES = 1L << 32;

  private RowDropout() {}

  /**
   * The key of a stream of draws.
   *
   * @param parts what identifies the stream, in a fixed order: seed, layer, matrix, iteration
   * @return a key that differs, but for collisions of 64-bit hashes, whenever a part does
   */
  public static long key(long... parts) {
    long key = 0;
    for (long part : parts) {
      key = mix(key + GOLDEN_RATIO + mix(part));
    }
    return key;
  }

  /**
   * Fills an array with draws 0 to {@code masks.length - 1} of a stream.
   *
   * @param key the stream, from {@link #key}
   * @param probability probability p of a zero, in [0, 1)
   * @param masks receives 0 with probability p, otherwise 1 / (1 - p)
   * @throws IllegalArgumentException if the probability is outside [0, 1)
   */
  public static void fill(long key, double probability, float[] masks) {
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "The rate of row dropout is a probability in [0, 1); got " + probability + ".");
    }
    long threshold = (long) (probability * LANES);
    // Looked up by the sign of a difference: half of all branches would be predicted wrongly.
    float[] keepOrDrop = {(float) (1 / (1 - probability)), 0};
    for (int i = 0; i < masks.length; i += 2) {
      long bits = mix(key + GOLDEN_RATIO * (i / 2 + 1L));
      masks[i] = keepOrDrop[(int) (((bits >>> 32) - threshold) >>> 63)];
      if (i + 1 < masks.length) {
        masks[i + 1] = keepOrDrop[(int) (((bits & 0xFFFFFFFFL) - threshold) >>> 63)];
      }
    }
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
