package io.github.dl4jdoping.examples.common;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** The number of threads that ND4J's native operations and BLAS use. */
public final class NativeThreads {

  private NativeThreads() {}

  /**
   * Sets the number of threads, whatever the environment says. Without this, and without {@code
   * OMP_NUM_THREADS}, ND4J takes all cores, which makes the many small operations of a recurrent
   * network several times slower.
   *
   * @param threads at least 1
   * @throws IllegalArgumentException if there is no thread
   */
  public static void use(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(
          "At least one native thread is needed; got " + threads + ".");
    }
    Nd4j.factory().blas().setMaxThreads(threads);
    Nd4j.getEnvironment().setMaxThreads(threads);
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
  }
}
