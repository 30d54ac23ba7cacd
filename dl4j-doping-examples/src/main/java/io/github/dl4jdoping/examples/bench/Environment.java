package io.github.dl4jdoping.examples.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What forks run on.
 *
 * @param java the JVM
 * @param kernels this library's kernels
 * @param suffix added to the names of results; empty for the first Java with vector kernels
 */
record Environment(JavaHome java, KernelChoice kernels, String suffix) {

  /**
   * Every Java with every kind of kernels.
   *
   * @param javas the Javas, the one whose results have plain names first
   * @param kernels the kinds of kernels
   */
  static List<Environment> all(List<JavaHome> javas, List<KernelChoice> kernels) {
    List<Environment> environments = new ArrayList<>();
    for (JavaHome java : javas) {
      for (KernelChoice choice : kernels) {
        String suffix =
            (java.equals(javas.get(0)) ? "" : "-jdk" + java.version())
                + (choice == KernelChoice.VECTOR ? "" : "-" + choice);
        environments.add(new Environment(java, choice, suffix));
      }
    }
    return environments;
  }

  @Override
  public String toString() {
    return "JDK " + java.version() + ", " + kernels + " kernels";
  }
}
