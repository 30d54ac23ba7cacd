package io.github.dl4jdoping.examples.bench;

import java.util.List;

/** A library that runs dense LSTM layers, to be compared with. */
interface Peer {

  /**
   * The name in tables and {@code RATIO} lines.
   *
   * @return a word such as {@code ort-fp32}
   */
  String name();

  /**
   * What is running, for the head of the results.
   *
   * @return name and version of the library
   */
  String version();

  /**
   * The largest difference from the reference that is no error.
   *
   * @return absolute, for outputs between -1 and 1
   */
  double tolerance();

  /**
   * Loads a network.
   *
   * @param network the layers, first to last
   * @param batch number of streams
   * @param steps number of time steps in one call
   * @return the network in state zero
   */
  Contender start(List<DenseLstm> network, int batch, int steps);
}
