package io.github.dl4jdoping.examples.bench;

import io.github.dl4jdoping.kernel.KernelProvider;
import io.github.dl4jdoping.runtime.CompactModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The contenders of one job, each checked as it is added. */
final class Contenders {

  /** Unrolled as far as the language models of Zaremba et al. are. */
  static final int SEQUENCE = 35;

  /** Added to the names of peers that are given whole sequences. */
  static final String SEQUENCE_SUFFIX = "-t" + SEQUENCE;

  private static final long SEED = 1;
  private static final double TOLERANCE = 1e-4;
  private static final Duration PEER_WARM_UP = Duration.ofSeconds(1);
  // HotSpot comes late to methods as long as the kernels of the Vector API.
  private static final Duration OWN_WARM_UP = Duration.ofSeconds(3);

  private final Job job;
  private final Shape shape;
  private final Consumer<String> output;
  private final List<Runner> runners = new ArrayList<>();

  /**
   * Nobody yet.
   *
   * @param job what is measured
   * @param output takes the lines of {@link ForkOutput}
   */
  Contenders(Job job, Consumer<String> output) {
    this.job = job;
    this.shape = job.shape();
    this.output = output;
  }

  /** The name of this library's model with one of the job's factors. */
  static String name(int factor) {
    return factor + "x";
  }

  /** Those that were added. */
  List<Runner> runners() {
    return runners;
  }

  /**
   * Adds peers with a dense network, step by step and, if the job says so, also in sequences.
   *
   * @param peers the libraries
   */
  void add(List<Peer> peers) {
    List<DenseLstm> network = DenseLstm.random(shape.units(), shape.layers(), SEED);
    add(peers, network, 1, "");
    if (job.sequences()) {
      add(peers, network, SEQUENCE, SEQUENCE_SUFFIX);
    }
  }

  private void add(List<Peer> peers, List<DenseLstm> network, int steps, String suffix) {
    Agreement agreement = new Agreement(network, shape, steps);
    for (Peer peer : peers) {
      String name = peer.name() + suffix;
      Contender contender = peer.start(network, shape.batch(), steps);
      double difference = agreement.require(name, contender, peer.tolerance());
      add(name, contender, steps, difference, PEER_WARM_UP);
    }
  }

  /** Adds this library with a doped network for each of the job's factors. */
  void addOurs() {
    output.accept(ForkOutput.fact("Kernels: " + KernelProvider.kernels().description()));
    for (int factor : job.factors()) {
      String name = name(factor);
      DopedNetwork network = new DopedNetwork(shape, job.support(), factor, SEED);
      CompactModel model = network.model();
      Contender contender = new CompactContender(model, shape.batch());
      Agreement agreement = new Agreement(network.dense(), shape, 1);
      double difference = agreement.require(name, contender, TOLERANCE);
      add(name, contender, 1, difference, OWN_WARM_UP);
      output.accept(ForkOutput.size(name, ModelSize.of(model)));
    }
  }

  private void add(
      String name, Contender contender, int steps, double difference, Duration warmUp) {
    output.accept(ForkOutput.difference(name, difference));
    float[] in = Inputs.random(steps * shape.width(), SEED);
    runners.add(new Runner(name, contender, steps, in, warmUp));
  }
}
