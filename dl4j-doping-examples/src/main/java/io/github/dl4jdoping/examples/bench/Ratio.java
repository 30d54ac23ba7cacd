package io.github.dl4jdoping.examples.bench;

import java.util.Locale;

/**
 * How many times faster this library is than a peer.
 *
 * @param name of the network, such as {@code n650-25x-balanced-b1}
 * @param peer one of {@link Peers#NAMES}
 * @param value the peer's time over this library's
 */
record Ratio(String name, String peer, double value) {

  /** The line for programs to read: {@code RATIO n650-25x-balanced-b1 ort-fp32 12.4}. */
  String line() {
    return "RATIO " + name + " " + peer + " " + format(value);
  }

  /** Three figures that count, or all before the point. */
  static String format(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
  }
}
