package io.github.dl4jdoping.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * JDKs on this machine: those that variables such as {@code JAVA_HOME_25} or {@code JAVA_HOME_25_X64}
 * name, and those beside the one that runs the tests.
 */
final class InstalledJdk {

  private InstalledJdk() {}

  /** The java command of a JDK of the given feature version. */
  static Optional<Path> java(int version) {
    return Stream.concat(named(version), besideThisOne())
        .filter(home -> version(home) == version)
        .map(home -> home.resolve("bin").resolve("java"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Stream<Path> named(int version) {
    return System.getenv().entrySet().stream()
        .filter(variable -> variable.getKey().matches("JAVA_HOME_" + version + "(_.*)?"))
        .map(Map.Entry::getValue)
        .map(Path::of);
  }

  private static Stream<Path> besideThisOne() {
    Path home = Path.of(System.getProperty("java.home")).toAbsolutePath();
    try (Stream<Path> folders = Files.list(home.getParent())) {
      return Stream.concat(Stream.of(home), folders.sorted().toList().stream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As its file "release" says; 0 if it is no JDK. */
  private static int version(Path home) {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release)) {
      return 0;
    }
    try {
      List<String> lines = Files.readAllLines(release);
      return lines.stream()
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.split("[\"._+-]"))
          .flatMap(parts -> Arrays.stream(parts).skip(2).limit(1))
          .mapToInt(Integer::parseInt)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
