package io.github.dl4jdoping.kernel;

import io.github.dl4jdoping.kernel.scalar.ScalarKernels;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Chooses the kernels: those on {@code jdk.incubator.vector} where that module was added to the JVM,
 * else the scalar ones. The system property {@value #PROPERTY} forces a choice.
 */
public final class KernelProvider {

  /** The system property that forces kernels: {@code scalar} or {@code vector}. */
  public static final String PROPERTY = "dl4jdoping.kernels";

  private static final String SCALAR = "scalar";
  private static final String VECTOR = "vector";

  private static final String MODULE = "jdk.incubator.vector";
  private static final String VECTOR_KERNELS = "io.github.dl4jdoping.kernel.vector.VectorKernels";

  private KernelProvider() {}

  /**
   * The kernels of this JVM, chosen at the first call.
   *
   * @return always the same ones
   * @throws IllegalStateException if the system property has another value, or asks for vector
   *     kernels in a JVM that cannot run them
   */
  public static Kernels kernels() {
    return Holder.CHOSEN;
  }

  /**
   * Kernels by name, for comparisons; a model runs on {@link #kernels()}.
   *
   * @param name {@code scalar} or {@code vector}
   * @return the kernels
   * @throws IllegalStateException if there are none of that name, or if this JVM cannot run them
   */
  public static Kernels named(String name) {
    return switch (name) {
      case SCALAR -> new ScalarKernels();
      case VECTOR ->
          vector()
              .orElseThrow(
                  () -> new IllegalStateException("Vector kernels were asked for. " + howTo()));
      default ->
          throw new IllegalStateException(
              "Kernels are \"scalar\" or \"vector\"; got \""
                  + name
                  + "\". Correct -D"
                  + PROPERTY
                  + ", or leave it out for the fastest ones.");
    };
  }

  private static Kernels choose() {
    String forced = System.getProperty(PROPERTY);
    return forced == null ? vector().orElseGet(KernelProvider::scalarWithAdvice) : named(forced);
  }

  private static Kernels scalarWithAdvice() {
    Logger logger = System.getLogger(KernelProvider.class.getName());
    logger.log(Level.INFO, () -> "Scalar kernels are used; vector kernels are faster. " + howTo());
    return new ScalarKernels();
  }

  private static String howTo() {
    return "Add --add-modules " + MODULE + " to the command line of Java 17 or newer.";
  }

  private static Optional<Kernels> vector() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Class.forName(VECTOR_KERNELS)
              .asSubclass(Kernels.class)
              .getDeclaredConstructor()
              .newInstance());
    } catch (ReflectiveOperationException | LinkageError e) {
      // An incubator module may change with any Java; the scalar kernels always work.
      System.getLogger(KernelProvider.class.getName())
          .log(Level.WARNING, "This Java's " + MODULE + " is not one that the kernels know.", e);
      return Optional.empty();
    }
  }

  private static final class Holder {
    private static final Kernels CHOSEN = choose();
  }
}
