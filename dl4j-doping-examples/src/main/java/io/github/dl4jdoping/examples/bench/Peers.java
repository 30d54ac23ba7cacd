package io.github.dl4jdoping.examples.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The libraries to compare with. */
final class Peers {

  /** In the order of the tables. */
  static final List<String> NAMES = List.of("dl4j", "ort-fp32", "ort-int8");

  private Peers() {}

  /**
   * All peers: DL4J, and those that only the Maven profile {@code bench} puts on the class path.
   *
   * @return one for each name
   * @throws IllegalStateException if one is not on the class path
   */
  static List<Peer> all() {
    List<Peer> peers = new ArrayList<>(List.of(new Dl4jPeer()));
    ServiceLoader.load(Peer.class).forEach(peers::add);
    List<String> found = peers.stream().map(Peer::name).toList();
    if (!found.equals(NAMES)) {
      throw new IllegalStateException(
          "Of the peers "
              + NAMES
              + " the class path has only "
              + found
              + ". The Maven profile 'bench' adds the others: docs/benchmarks.md has the command.");
    }
    return peers;
  }
}
