package io.github.dl4jdoping.sparsity;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

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
  private static final long LOW = 0xFFFFFFFFL;
  private static final double LANES = 1L << 32;

  /** So many hashes are made at a time. */
  private static final int BLOCK = 1024;

  /** What the hashes of a block begin with, less the key. */
  private static final long[] OFFSETS = offsets();

  private RowDropout() {}

  private static long[] offsets() {
    long[] offsets = new long[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      offsets[i] = GOLDEN_RATIO * (i + 1L);
    }
    return offsets;
  }

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
   * Fills an array with draws 0 to {@code masks.length - 1} of a stream. Draws {@code 2 n} and {@code
   * 2 n + 1} are the upper and the lower half of hash n.
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
    long keep = Float.floatToRawIntBits((float) (1 / (1 - probability)));
    // Two masks in a long, as the bits of floats: loops over longs without branches are vectorised.
    ByteBuffer bytes = ByteBuffer.allocateDirect(BLOCK * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    LongBuffer pairs = bytes.asLongBuffer();
    FloatBuffer floats = bytes.asFloatBuffer();
    long[] block = new long[BLOCK];
    for (int from = 0; from < masks.length; from += 2 * BLOCK) {
      draw(key + GOLDEN_RATIO * (from / 2), threshold, keep, block);
      pairs.put(0, block);
      floats.get(0, masks, from, Math.min(2 * BLOCK, masks.length - from));
    }
  }

  /** Puts the mask of the upper half of each hash in front, which is the lower half of the long. */
  private static void draw(long key, long threshold, long keep, long[] pairs) {
    for (int i = 0; i < BLOCK; i++) {
      long z = key + OFFSETS[i];
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      z ^= z >>> 31;
      // The sign of a difference, less 1, is 0 where a draw is below the threshold, else all ones.
      long first = ((((z >>> 32) - threshold) >>> 63) - 1) & keep;
      long second = ((((z & LOW) - threshold) >>> 63) - 1) & keep;
      pairs[i] = first | second << 32;
    }
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
