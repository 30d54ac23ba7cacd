package io.github.dl4jdoping.kernel.vector;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.Vector;

/**
 * Look-ups in a table of two vectors, {@code IntVector.selectFrom(v1, v2)}. Java 24 brought them, and
 * this library is compiled for 17, hence the method handle; being constant, it costs nothing.
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

  /** {@code low} and {@code high} as one table, looked up at the lowest bits of each index. */
  static IntVector select(IntVector indices, IntVector low, IntVector high) {
    try {
      return (IntVector)
          SELECT_FROM.invokeExact(indices, (Vector<Integer>) low, (Vector<Integer>) high);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("IntVector.selectFrom declares no checked exceptions.", e);
    }
  }
}
