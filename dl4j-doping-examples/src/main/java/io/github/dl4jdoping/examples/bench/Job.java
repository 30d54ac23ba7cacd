package io.github.dl4jdoping.examples.bench;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What one fork measures: the peers on a dense network, and this library on one of that shape for
 * each compression factor.
 *
 * @param shape of all the networks
 * @param support of the sparse matrices
 * @param factors compression factors in parameters
 * @param sequences whether the peers also get whole sequences
 */
record Job(Shape shape, SupportKind support, List<Integer> factors, boolean sequences) {

  Job {
    factors = List.copyOf(factors);
  }

  /** The options of {@link Fork} that name this job. */
  List<String> arguments() {
    return List.of(
        "--units=" + shape.units(),
        "--layers=" + shape.layers(),
        "--batch=" + shape.batch(),
        "--support=" + support,
        "--factors=" + factors.stream().map(String::valueOf).collect(Collectors.joining(",")),
        "--sequences=" + sequences);
  }

  /** The name of one of the networks: {@code n650-25x-balanced-b1}. */
  String name(int factor) {
    return shape.network() + "-" + factor + "x-" + support + "-b" + shape.batch();
  }

  @Override
  public String toString() {
    return shape.network() + " batch " + shape.batch() + " " + support;
  }
}
