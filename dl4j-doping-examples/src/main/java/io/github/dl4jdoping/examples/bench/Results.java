package io.github.dl4jdoping.examples.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The outputs of all forks. */
final class Results {

  /** Forks with the same key measure the same. */
  record Key(Environment environment, Job job) {

    /** The name of the network with one of the factors, in tables and {@code RATIO} lines. */
    String name(int factor) {
      return job.name(factor) + environment.suffix();
    }
  }

  private final Map<Key, List<ForkOutput>> outputs = new LinkedHashMap<>();

  /**
   * Takes in one fork's output.
   *
   * @param key what it measured
   * @param output what it printed
   */
  void add(Key key, ForkOutput output) {
    outputs.computeIfAbsent(key, unused -> new ArrayList<>()).add(output);
  }

  /** What was measured, in the order of the first forks. */
  Set<Key> keys() {
    return outputs.keySet();
  }

  /**
   * The median over forks of each fork's median.
   *
   * @param key what was measured
   * @param contender its name
   * @return microseconds for one step, or NaN if the contender did not take part
   */
  double micros(Key key, String contender) {
    return median(key, fork -> fork.times().get(contender));
  }

  /**
   * Size of one of this library's models, which is the same in all forks.
   *
   * @param key what was measured
   * @param contender its name
   */
  ModelSize size(Key key, String contender) {
    return outputs.get(key).get(0).sizes().get(contender);
  }

  /**
   * The roofline's time over the measured one: 1 is as fast as the weights can be read.
   *
   * @param key what was measured
   * @param contender name of one of this library's models
   * @return the median over forks
   */
  double rooflineShare(Key key, String contender) {
    return median(
        key, fork -> fork.sizes().get(contender).roofline() / fork.times().get(contender));
  }

  private double median(Key key, Function<ForkOutput, Double> figure) {
    List<Double> figures = new ArrayList<>();
    for (ForkOutput fork : outputs.get(key)) {
      Double value = figure.apply(fork);
      if (value != null) {
        figures.add(value);
      }
    }
    return figures.isEmpty() ? Double.NaN : Median.of(figures);
  }

  /** Machine and versions, each once. */
  Set<String> facts() {
    Set<String> facts = new LinkedHashSet<>();
    outputs.values().forEach(forks -> forks.forEach(fork -> facts.addAll(fork.facts())));
    return facts;
  }

  /** The smallest share of a core that a fork had. */
  double core() {
    return outputs.values().stream()
        .flatMap(List::stream)
        .mapToDouble(ForkOutput::core)
        .min()
        .orElse(1);
  }
}
