package io.github.dl4jdoping.examples.bench;

import io.github.dl4jdoping.examples.common.NativeThreads;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The program of one fork: checks all contenders of one job and times them side by side. */
@Command(name = "Fork")
public final class Fork implements Callable<Integer> {

  @Mixin private ForkOptions options;

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
    List<Peer> peers = Peers.all();
    NativeThreads.use(1);
    Machine.facts().forEach(fact -> print(ForkOutput.fact(fact)));
    peers.forEach(peer -> print(ForkOutput.fact(peer.version())));
    Contenders contenders = new Contenders(options.job(), Fork::print);
    contenders.add(peers);
    contenders.addOurs();
    List<Runner> runners = contenders.runners();
    print(ForkOutput.core(Race.run(runners, options.measured())));
    runners.forEach(runner -> print(ForkOutput.time(runner.name(), runner.median())));
    runners.forEach(Runner::close);
    return 0;
  }

  private static void print(String line) {
    System.out.println(line);
  }
}
