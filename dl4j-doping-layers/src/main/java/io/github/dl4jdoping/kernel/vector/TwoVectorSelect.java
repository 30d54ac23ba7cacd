package io.github.dl4jdoping.kernel.vector;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.Vector;

/**
 * Look-ups in a table of two vectors, {@code IntVector.selectFrom(v1, v2)}. Java 24 brought them, and
 * this library is compiled for 17, hence the method handle; kept in a constant, it costs nothing.
 */
final class TwoVectorSelect {

  private static final MethodHandle SELECT_FROM = find();

  private TwoVectorSelect() {}

  private static MethodHandle find() {
    try {
      MethodType type = MethodType.methodType(IntVector.class, Vector.class, Vector.class);
      return MethodHandles.publicLookup().findVirtual(IntVector.class, "selectFrom", type);
    } catch (NoSuchMethodException e) {
      return null;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("IntVector.selectFrom is public.", e);
    }
  }

  static boolean isAvailable() {
    return SELECT_FROM != null;
  }

  /** {@code (IntVector indices, Vector low, Vector high) -> IntVector}; null before Java 24. */
  static MethodHandle handle() {
    return SELECT_FROM;
  }

  /** What to throw for something thrown in a method that calls the handle. */
  static RuntimeException unexpected(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException exception
        ? exception
        : new IllegalStateException("IntVector.selectFrom declares no exceptions.", thrown);
  }
}
