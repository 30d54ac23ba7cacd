package io.github.dl4jdoping.examples.bench;

import io.github.dl4jdoping.examples.common.NativeThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The program of one fork: checks all contenders of one job and times them side by side. */
@Command(name = "Fork")
public final class Fork implements Callable<Integer> {

  /** Unrolled as far as the language models of Zaremba et al. are. */
  static final int SEQUENCE = 35;

  /** Added to the names of peers that were given whole sequences. */
  static final String SEQUENCE_SUFFIX = "-t" + SEQUENCE;

  private static final long SEED = 1;

  @Mixin private ForkOptions options;

  private final List<Runner> runners = new ArrayList<>();

  /** A command for picocli to fill in. */
  public Fork() {}

  /**
   * Runs one job and prints what {@link ForkOutput} reads.
   *
   * @param args the options of a {@link Job}
   */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Fork()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() {
    NativeThreads.use(1);
    Job job = options.job();
    Machine.facts().forEach(Fork::fact);
    addPeers(job.shape());
    Race.run(runners, options.warmUp(), options.measured());
    runners.forEach(runner -> print(ForkOutput.time(runner.name(), runner.median())));
    runners.forEach(Runner::close);
    return 0;
  }

  /** The name of one of this library's models among the contenders. */
  static String name(int factor) {
    return factor + "x";
  }

  private void addPeers(Shape shape) {
    List<DenseLstm> network = DenseLstm.random(shape.units(), shape.layers(), SEED);
    addPeers(network, shape, 1, "");
    if (shape.batch() > 1) {
      addPeers(network, shape, SEQUENCE, SEQUENCE_SUFFIX);
    }
  }

  private void addPeers(List<DenseLstm> network, Shape shape, int steps, String suffix) {
    Agreement agreement = new Agreement(network, shape, steps);
    for (Peer peer : Peers.all()) {
      fact(peer.version());
      Contender contender = peer.start(network, shape.batch(), steps);
      add(peer.name() + suffix, contender, agreement, peer.tolerance(), shape, steps);
    }
  }

  private void add(
      String name,
      Contender contender,
      Agreement agreement,
      double tolerance,
      Shape shape,
      int steps) {
    double difference = agreement.require(name, contender, tolerance);
    System.err.printf(Locale.ROOT, "  %s differs from the reference by %.1e%n", name, difference);
    runners.add(new Runner(name, contender, steps, Inputs.random(steps * shape.width(), SEED)));
  }

  private static void fact(String text) {
    print(ForkOutput.fact(text));
  }

  private static void print(String line) {
    System.out.println(line);
  }
}
