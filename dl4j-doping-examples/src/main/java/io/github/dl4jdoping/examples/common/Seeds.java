package io.github.dl4jdoping.examples.common;

import org.nd4j.linalg.factory.Nd4j;

/**
 * Seeds for the parts of an experiment, all derived from one.
 *
 * <p>The mixing is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014), so that neighbouring paths give unrelated seeds.
 */
public final class Seeds {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /**
   * A seed for one part of an experiment.
   *
   * @param seed of the whole experiment
   * @param path what the seed is for, for instance the number of the iteration
   * @return the same value for the same arguments, on every machine
   */
  public static long derive(long seed, long... path) {
    long state = mix(seed + GOLDEN_GAMMA);
    for (long step : path) {
      // Not symmetric: seed 1, step 2 is another stream than seed 2, step 1.
      state = mix(31 * state + step + GOLDEN_GAMMA);
    }
    return state;
  }

  /**
   * Restarts the calling thread's ND4J generator, which DL4J draws dropout masks from.
   *
   * @param seed of the whole experiment
   * @param path what is about to be drawn, for instance the number of the iteration
   */
  public static void restartNd4j(long seed, long... path) {
    Nd4j.getRandom().setSeed(derive(seed, path));
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
