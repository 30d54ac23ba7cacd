package io.github.dl4jdoping.examples.bench;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * How fast one core reads memory that it has just read: the dot product of OpenBLAS, whose loop does
 * little else, and which is the same on every Java.
 */
final class Bandwidth {

  private static final int SAMPLES = 50;
  private static final long NANOS_PER_SAMPLE = 1_000_000;

  private Bandwidth() {}

  /**
   * Measures; takes about 0.1 s.
   *
   * @param bytes size of the memory that is read again and again
   * @return bytes per microsecond, of the fastest sample
   */
  static double bytesPerMicrosecond(long bytes) {
    long half = Math.max(1, bytes / Float.BYTES / 2);
    try (FloatPointer x = new FloatPointer(half).fill(0);
        FloatPointer y = new FloatPointer(half).fill(0)) {
      int length = Math.toIntExact(half);
      long repeats = 1 + NANOS_PER_SAMPLE / Math.max(1, nanos(x, y, length, 10) / 10);
      double best = 0;
      for (int sample = 0; sample < SAMPLES; sample++) {
        double micros = nanos(x, y, length, repeats) / 1000.0;
        best = Math.max(best, repeats * half * 2 * Float.BYTES / micros);
      }
      return best;
    }
  }

  private static long nanos(FloatPointer x, FloatPointer y, int length, long repeats) {
    float sum = 0;
    long start = System.nanoTime();
    for (long i = 0; i < repeats; i++) {
      sum += openblas.cblas_sdot(length, x, 1, y, 1);
    }
    long nanos = System.nanoTime() - start;
    if (sum != 0) {
      throw new IllegalStateException("The dot product of zeros was " + sum + ".");
    }
    return nanos;
  }
}
