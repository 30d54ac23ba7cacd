package io.github.dl4jdoping.examples.trainbench;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/** A contender with its network, and the times of its iterations. */
final class Runner {

  private final Contender contender;
  private final MultiLayerNetwork network;
  private final DataSet data;
  private final List<Double> plain = new ArrayList<>();
  private final List<Double> pruning = new ArrayList<>();

  Runner(Contender contender, Workload workload) {
    this.contender = contender;
    this.network = workload.network(contender);
    this.data = workload.data();
  }

  Contender contender() {
    return contender;
  }

  /** Runs for some time, at least twice, without keeping the times; pruning is among it. */
  void warmUp(double seconds) {
    measure(seconds);
    measure(0);
    plain.clear();
    pruning.clear();
  }

  /**
   * Takes its turn: some iterations whose times are kept.
   *
   * @param seconds the turn ends with the first iteration that ends after so long
   */
  void measure(double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    if (contender.prunes()) {
      pruning.add(seconds(Contender.EVERY - 1));
    }
    do {
      plain.add(seconds(0));
    } while (System.nanoTime() < end);
  }

  /** The time of one iteration, so many iterations after the first of the phase. */
  private double seconds(int iteration) {
    network.getLayerWiseConfigurations().setIterationCount(contender.firstIteration() + iteration);
    long start = System.nanoTime();
    network.fit(data);
    return (System.nanoTime() - start) / 1e9;
  }

  /** Tokens per second: the medians of both kinds of iterations, in the proportion they come in. */
  double tokensPerSecond() {
    double seconds = median(plain);
    if (contender.prunes()) {
      seconds += (median(pruning) - seconds) / Contender.EVERY;
    }
    return Workload.tokens() / seconds;
  }

  /**
   * The median.
   *
   * @param values at least one
   */
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
