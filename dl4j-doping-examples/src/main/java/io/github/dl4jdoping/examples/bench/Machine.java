package io.github.dl4jdoping.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the figures depend on. */
final class Machine {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** Lines on processor, operating system and Java. */
  static List<String> facts() {
    return List.of(
        processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores",
        property("os.name") + " " + property("os.version") + " " + property("os.arch"),
        "Java " + property("java.vm.version") + ", " + property("java.vm.name"));
  }

  private static String processor() {
    if (!Files.isReadable(CPU_INFO)) {
      return "Processor unknown";
    }
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("Processor unknown");
    } catch (IOException e) {
      return "Processor unknown (" + e.getMessage() + ")";
    }
  }

  private static String property(String name) {
    return System.getProperty(name);
  }
}
