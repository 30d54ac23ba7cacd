package io.github.dl4jdoping.examples.trainbench;

import io.github.dl4jdoping.kernel.KernelProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nd4j.common.config.ND4JSystemProperties;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program of one fork: times contenders in turn and prints their tokens per second. */
@Command(name = "TrainingFork")
public final class TrainingFork implements Callable<Integer> {

  /** First word of a line with a name and a number. */
  static final String FIGURE = "FIGURE";

  /** First word of a line on what figures depend on. */
  static final String FACT = "FACT";

  /** First word of a line of a profile. */
  static final String PROFILE = "PROFILE";

  /** Name of the speed of a large matrix product, in billions of operations a second. */
  static final String SGEMM = "sgemm";

  private static final int TURNS = 5;

  @Option(names = "--units", required = true)
  private int units;

  @Option(names = "--words", required = true)
  private int words;

  @Option(names = "--sampled-words")
  private int sampledWords;

  @Option(names = "--contenders", required = true, split = ",")
  private List<Contender> contenders;

  @Option(names = "--seconds", required = true)
  private double seconds;

  @Option(names = "--profile")
  private boolean profile;

  /** A command for picocli to fill in. */
  public TrainingFork() {}

  /**
   * Runs one job.
   *
   * @param args the options of a job
   */
  public static void main(String[] args) {
    System.setProperty(ND4JSystemProperties.LOG_INITIALIZATION, "false");
    System.exit(new CommandLine(new TrainingFork()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    print(FACT, "Java " + System.getProperty("java.vm.version"));
    print(FACT, "Kernels: " + KernelProvider.kernels().description());
    Workload workload = new Workload(units, words, sampledWords);
    List<Runner> runners = new ArrayList<>();
    for (Contender contender : contenders) {
      Runner runner = new Runner(contender, workload);
      runner.warmUp(seconds / 2);
      runners.add(runner);
    }
    if (profile) {
      for (Runner runner : runners) {
        profile(runner);
      }
      return 0;
    }
    for (int turn = 0; turn < TURNS; turn++) {
      runners.forEach(runner -> runner.measure(seconds / TURNS));
    }
    for (Runner runner : runners) {
      print(FIGURE, runner.contender() + " " + runner.tokensPerSecond());
    }
    print(FIGURE, SGEMM + " " + gigaflops());
    return 0;
  }

  private void profile(Runner runner) throws InterruptedException {
    StackSampler sampler = new StackSampler(Thread.currentThread());
    runner.measure(seconds);
    sampler.stop();
    double millis = 1e3 * Workload.tokens() / runner.tokensPerSecond();
    print(PROFILE, String.format(Locale.ROOT, "%s %.1f ms", runner.contender(), millis));
    sampler.lines().forEach(line -> print(PROFILE, "  " + line));
  }

  private static void print(String kind, String text) {
    System.out.println(kind + " " + text);
  }

  /** The fastest of some products of two square matrices. */
  private static double gigaflops() {
    int n = 1500;
    INDArray a = Nd4j.rand('f', n, n);
    INDArray b = Nd4j.rand('f', n, n);
    INDArray c = Nd4j.create(new int[] {n, n}, 'f');
    double best = 0;
    for (int i = 0; i < 10; i++) {
      long start = System.nanoTime();
      Nd4j.gemm(a, b, c, false, false, 1, 0);
      best = Math.max(best, 2.0 * n * n * n / (System.nanoTime() - start));
    }
    return best;
  }
}
