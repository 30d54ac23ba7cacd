package io.github.dl4jdoping.examples.bench;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a fork tells its parent: lines on standard output, among which others may be mixed. */
final class ForkOutput {

  private static final String TIME = "@time";
  private static final String SIZE = "@size";
  private static final String FACT = "@fact";
  private static final String CORE = "@core";
  private static final String DIFFERENCE = "@difference";

  private final Map<String, Double> times = new LinkedHashMap<>();
  private final Map<String, ModelSize> sizes = new LinkedHashMap<>();
  private final Set<String> facts = new LinkedHashSet<>();
  private final Map<String, Double> differences = new LinkedHashMap<>();
  private double core = 1;

  static String time(String name, double micros) {
    return String.join(" ", TIME, name, String.valueOf(micros));
  }

  static String size(String name, ModelSize size) {
    return String.format(
        Locale.ROOT,
        "%s %s %s %s %s %s %s",
        SIZE,
        name,
        size.parameterFactor(),
        size.memoryFactor(),
        size.fileFactor(),
        size.bytesPerStep(),
        size.bytesPerMicrosecond());
  }

  static String fact(String text) {
    return FACT + " " + text;
  }

  static String difference(String name, double largest) {
    return String.join(" ", DIFFERENCE, name, String.valueOf(largest));
  }

  static String core(double share) {
    return CORE + " " + share;
  }

  /**
   * Understands one line, or leaves it aside.
   *
   * @param line of the fork's standard output
   */
  void read(String line) {
    List<String> words = List.of(line.split(" ", -1));
    switch (words.get(0)) {
      case TIME -> times.put(words.get(1), Double.valueOf(words.get(2)));
      case SIZE ->
          sizes.put(
              words.get(1),
              new ModelSize(
                  Double.parseDouble(words.get(2)),
                  Double.parseDouble(words.get(3)),
                  Double.parseDouble(words.get(4)),
                  Long.parseLong(words.get(5)),
                  Double.parseDouble(words.get(6))));
      case DIFFERENCE -> differences.put(words.get(1), Double.valueOf(words.get(2)));
      case CORE -> core = Double.parseDouble(words.get(1));
      case FACT -> facts.add(line.substring(FACT.length() + 1));
      default -> {
        // A library printed it.
      }
    }
  }

  /** Microseconds for a step: medians, by contender. */
  Map<String, Double> times() {
    return times;
  }

  /** Largest differences from the reference, by contender. */
  Map<String, Double> differences() {
    return differences;
  }

  /** Sizes of this library's models, by contender. */
  Map<String, ModelSize> sizes() {
    return sizes;
  }

  /** Machine and versions. */
  Set<String> facts() {
    return facts;
  }

  /** The share of a core that the fork had while it measured, up to 1. */
  double core() {
    return core;
  }
}
