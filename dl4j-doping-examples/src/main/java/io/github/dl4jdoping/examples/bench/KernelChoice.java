package io.github.dl4jdoping.examples.bench;

import java.util.List;
import java.util.Locale;

/** Which of this library's kernels a fork uses. */
enum KernelChoice {
  /** Those of the Vector API. */
  VECTOR,
  /** Plain Java, without the Vector API's module. */
  SCALAR;

  /**
   * The kernels of a name.
   *
   * @param name such as {@code vector}
   * @throws IllegalArgumentException if there are none
   */
  static KernelChoice of(String name) {
    for (KernelChoice choice : values()) {
      if (choice.toString().equals(name)) {
        return choice;
      }
    }
    throw new IllegalArgumentException("Kernels are vector or scalar; got " + name + ".");
  }

  /** Options of the JVM. */
  List<String> options() {
    String choice = "-Ddl4jdoping.kernels=" + this;
    return this == VECTOR ? List.of("--add-modules=jdk.incubator.vector", choice) : List.of(choice);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
