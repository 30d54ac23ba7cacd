package io.github.dl4jdoping.examples.bench;

import java.io.IOException;
import java.nio.file.Path;
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
   * Names what was chosen.
   *
   * @param choices Javas and kernels; the first Java's results have plain names with vector kernels
   */
  static List<Environment> named(List<Choice> choices) {
    JavaHome first = choices.get(0).java();
    return choices.stream().map(choice -> choice.named(first)).toList();
  }

  /**
   * A Java with a kind of kernels.
   *
   * @param java the JVM
   * @param kernels this library's kernels
   */
  record Choice(JavaHome java, KernelChoice kernels) {

    private Environment named(JavaHome first) {
      String suffix =
          (java.equals(first) ? "" : "-jdk" + java.version())
              + (kernels == KernelChoice.VECTOR ? "" : "-" + kernels);
      return new Environment(java, kernels, suffix);
    }

    /**
     * Reads one choice.
     *
     * @param text home of a Java, and {@code @scalar} or {@code @vector}, which may be left out
     * @throws IOException if there is no Java
     * @throws IllegalArgumentException if there are no such kernels
     */
    static Choice of(String text) throws IOException {
      int at = text.lastIndexOf('@');
      if (at < 0) {
        return new Choice(JavaHome.of(Path.of(text)), KernelChoice.VECTOR);
      }
      KernelChoice kernels = KernelChoice.of(text.substring(at + 1));
      return new Choice(JavaHome.of(Path.of(text.substring(0, at))), kernels);
    }
  }

  @Override
  public String toString() {
    return "JDK " + java.version() + ", " + kernels + " kernels";
  }
}
