package io.github.dl4jdoping.kernel;

import io.github.dl4jdoping.kernel.scalar.ScalarKernels;

/** Chooses the kernels, once for the life of the JVM. */
public final class KernelProvider {

  private KernelProvider() {}

  /**
   * The kernels to use.
   *
   * @return the fastest ones that this JVM can run
   */
  public static Kernels kernels() {
    return Holder.CHOSEN;
  }

  private static final class Holder {
    private static final Kernels CHOSEN = new ScalarKernels();
  }
}
